using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Kernel.Work;

/// <summary>One piece of work that waits, runs, or has failed for good. A finished one is gone.</summary>
public sealed class WorkItem
{
    private WorkItem() { }

    public long Id { get; private set; }

    /// <summary>The qualified name of the payload's type, such as <c>Mail.SendMail</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Unique within the kind: the same work enqueued twice is one item.</summary>
    public string Key { get; private set; } = "";

    /// <summary>0 for work of the installation.</summary>
    public long CommunityId { get; private set; }

    public string Payload { get; private set; } = "";

    /// <summary>UTC; <c>null</c> once dead.</summary>
    public DateTime? DueAt { get; private set; }

    /// <summary>UTC; until then a process works on it. <c>null</c> while it waits.</summary>
    public DateTime? LeasedUntil { get; private set; }

    /// <summary>Who holds the lease; a process that lost it can no longer finish the item.</summary>
    public Guid? LeasedBy { get; private set; }

    /// <summary>Failures so far, and deaths of the process that worked on it.</summary>
    public int Attempts { get; private set; }

    /// <summary>Raised each time it is enqueued again: what was enqueued while it ran must run once more.</summary>
    public int Revision { get; private set; }

    /// <summary>The last failure, at most 1000 characters; empty without one.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Progress as the work reports it; 0 of 0 when it does not.</summary>
    public long Done { get; private set; }

    /// <inheritdoc cref="Done"/>
    public long Total { get; private set; }

    /// <summary>When it was put into the queue, or back into it after a failure.</summary>
    public DateTime EnqueuedAt { get; private set; }

    public bool IsDead => DueAt is null;

    internal void CountDeath() => Attempts++;
}

internal sealed class WorkItemMapping : IEntityTypeConfiguration<WorkItem>
{
    public void Configure(EntityTypeBuilder<WorkItem> builder)
    {
        builder.ToTable("work_items");
        builder.Property(w => w.Kind).HasMaxLength(100);
        builder.Property(w => w.Key).HasMaxLength(200);
        builder.Property(w => w.Error).HasMaxLength(1000);
        builder.HasIndex(w => new { w.Kind, w.Key }).IsUnique();
        builder.HasIndex(w => new { w.Kind, w.DueAt });
        builder.HasIndex(w => w.DueAt);
    }
}
