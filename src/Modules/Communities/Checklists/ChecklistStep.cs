using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Communities.Checklists;

/// <summary>
/// How far the operators are with one step of the set-up of their community: what they noted, and who called it done when.
/// </summary>
internal sealed class ChecklistStep : ICommunityOwned
{
    public const int MaxNotes = 4000;

    private ChecklistStep() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>One of <see cref="Guide.Steps"/>.</summary>
    public string Key { get; private set; } = "";

    public string Notes { get; private set; } = "";
    public DateTime? NotedAt { get; private set; }
    public long? NotedBy { get; private set; }
    public DateTime? DoneAt { get; private set; }
    public long? DoneBy { get; private set; }

    public static ChecklistStep Of(long communityId, string key) => new() { CommunityId = communityId, Key = key };

    public void Note(string notes, long memberId, DateTime now)
    {
        if (notes != Notes)
            (Notes, NotedBy, NotedAt) = (notes, memberId, now);
    }

    /// <summary>Who was first stays: a second click changes nothing.</summary>
    public void Complete(long memberId, DateTime now)
    {
        if (DoneAt is null)
            (DoneBy, DoneAt) = (memberId, now);
    }

    public void Reopen() => (DoneBy, DoneAt) = (null, null);
}

internal sealed class ChecklistStepMapping : IEntityTypeConfiguration<ChecklistStep>
{
    public void Configure(EntityTypeBuilder<ChecklistStep> builder)
    {
        builder.ToTable("checklist_steps");
        builder.Property(s => s.Key).HasMaxLength(40);
        builder.Property(s => s.Notes).HasMaxLength(ChecklistStep.MaxNotes);
        builder.HasIndex(s => new { s.CommunityId, s.Key }).IsUnique();
        builder.HasOne<Community>().WithMany().HasForeignKey(s => s.CommunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.NotedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.DoneBy).OnDelete(DeleteBehavior.Restrict);
    }
}
