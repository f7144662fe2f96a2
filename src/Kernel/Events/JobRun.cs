using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Kernel.Events;

/// <summary>How a job stands; the row is also the lock between nodes. Instants are UTC.</summary>
public sealed class JobRun
{
    private JobRun() { }

    /// <summary>Qualified name, such as <c>Payments.SweepCheckouts</c>.</summary>
    public string Job { get; private set; } = "";

    /// <summary>0 for a job of the installation.</summary>
    public long CommunityId { get; private set; }

    /// <summary>The start of the schedule that is next, or that is being made up for.</summary>
    public DateTime? PlannedAt { get; private set; }

    /// <summary>
    /// When it starts next: as planned, or to try again, or because an operator wants it. <c>null</c> until a node has planned it.
    /// </summary>
    public DateTime? DueAt { get; private set; }

    /// <summary>The last start; <c>null</c> before the first.</summary>
    public DateTime? StartedAt { get; private set; }

    /// <summary>The end of the last run that ended by itself.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Until then a node works on it. <c>null</c> while it waits.</summary>
    public DateTime? LeasedUntil { get; private set; }

    public Guid? LeasedBy { get; private set; }

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>The last failure, at most 1000 characters; empty after a success.</summary>
    public string Error { get; private set; } = "";
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.ToTable("job_runs");
        builder.HasKey(j => new { j.Job, j.CommunityId });
        builder.Property(j => j.Job).HasMaxLength(100);
        builder.Property(j => j.Error).HasMaxLength(1000);
        builder.HasIndex(j => j.DueAt);
    }
}
