using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Processors;

/// <summary>
/// The number of a refund at a processor that tells of a refund only by its number, and cannot list those of a payment. It is written
/// before the call, and when a webhook names one that was made on their own site.
/// </summary>
internal sealed class KnownRefund
{
    private KnownRefund() { }

    public long Id { get; private set; }
    public string Processor { get; private set; } = "";

    /// <summary>By which the processor is asked.</summary>
    public string Number { get; private set; } = "";

    /// <summary>The checkout or payment that it is a refund of, by the processor's id.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Ours; <c>null</c> when it was made on their own site.</summary>
    public string? RequestId { get; private set; }
}

/// <summary>Keeps the numbers of refunds, for processors that cannot list them.</summary>
internal sealed class KnownRefunds(IServiceScopeFactory scopes)
{
    /// <summary>Noting one again changes nothing.</summary>
    public async Task NoteAsync(string processor, string number, string subject, string? requestId, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO known_refunds (processor, number, subject, request_id) VALUES ({processor}, {number}, {subject}, {requestId})
            ON CONFLICT DO NOTHING
            """, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<KnownRefund>> OfAsync(string processor, string subject, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<KnownRefund>().AsNoTracking()
            .Where(r => r.Processor == processor && r.Subject == subject).OrderBy(r => r.Id).ToListAsync(cancel);
    }
}

internal sealed class KnownRefundMapping : IEntityTypeConfiguration<KnownRefund>
{
    public void Configure(EntityTypeBuilder<KnownRefund> builder)
    {
        builder.ToTable("known_refunds");
        builder.Property(r => r.Processor).HasMaxLength(40);
        builder.Property(r => r.Number).HasMaxLength(200);
        builder.Property(r => r.Subject).HasMaxLength(200);
        builder.Property(r => r.RequestId).HasMaxLength(220);
        builder.HasIndex(r => new { r.Processor, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.Processor, r.Subject });
    }
}
