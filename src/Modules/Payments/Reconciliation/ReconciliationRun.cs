using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Guildhall.Kernel.Data;

namespace Guildhall.Payments.Reconciliation;

/// <summary>One comparison with one processor's list, of the whole installation.</summary>
internal sealed class ReconciliationRun
{
    public const int FailureLength = 200;

    private ReconciliationRun() { }

    public long Id { get; private set; }
    public string Processor { get; private set; } = "";

    /// <summary>Payments of [from, until) by the processor's clock.</summary>
    public DateTime From { get; private set; }

    public DateTime Until { get; private set; }
    public DateTime StartedAt { get; private set; }
    public DateTime? FinishedAt { get; private set; }

    /// <summary><c>null</c> for the nightly one.</summary>
    public long? AskedById { get; private set; }

    /// <summary>Payments on their list.</summary>
    public long Listed { get; private set; }

    /// <summary>Payments about which both sides differ.</summary>
    public long Differing { get; private set; }

    /// <summary>Why it could not be finished, as the code of the processor's client.</summary>
    public string? Failure { get; private set; }

    public static ReconciliationRun Start(string processor, DateTime from, DateTime until, long? askedBy, DateTime now) =>
        new() { Processor = processor, From = from, Until = until, AskedById = askedBy, StartedAt = now };

    public void Finish(long listed, long differing, DateTime now) => (Listed, Differing, FinishedAt, Failure) = (listed, differing, now,
        null);

    public void Fail(string failure, DateTime now) =>
        (Failure, FinishedAt) = (failure.CutTo(FailureLength), now);
}

internal sealed class ReconciliationRunMapping : IEntityTypeConfiguration<ReconciliationRun>
{
    public void Configure(EntityTypeBuilder<ReconciliationRun> builder)
    {
        builder.ToTable("reconciliation_runs");
        builder.Property(r => r.Processor).HasMaxLength(40);
        builder.Property(r => r.Failure).HasMaxLength(ReconciliationRun.FailureLength);
        builder.HasIndex(r => new { r.Processor, r.StartedAt });
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.AskedById).OnDelete(DeleteBehavior.Restrict);
    }
}
