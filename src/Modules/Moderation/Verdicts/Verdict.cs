using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Reports;
using Guildhall.Moderation.Sanctions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Moderation.Verdicts;

/// <summary>What a moderator decided about a case, why, and what it did. One that is taken back stays as a row.</summary>
internal sealed class Verdict : ICommunityOwned
{
    public const int NoteLength = 1000;

    private Verdict() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long CaseId { get; private set; }

    /// <summary>Which decision of the case it is.</summary>
    public int Turn { get; private set; }

    public VerdictKind Kind { get; private set; }

    /// <summary>What was wrong; <c>null</c> where nothing was.</summary>
    public ReportReason? Grounds { get; private set; }

    /// <summary>The moderator's words for the author.</summary>
    public string Note { get; private set; } = "";

    public long DecidedBy { get; private set; }
    public DateTime DecidedAt { get; private set; }

    /// <summary>Whether it changed the thing; else there is nothing to take back, as where its author was first to delete it.</summary>
    public bool HasActed { get; private set; }

    public long? SanctionId { get; private set; }

    /// <summary>Of a member: what was taken down, as words parted by blanks.</summary>
    public string Parts { get; private set; } = "";

    /// <summary>UTC, exclusive: until then the member can set no others; <c>null</c> where they can at once.</summary>
    public DateTime? PartsClosedUntil { get; private set; }

    public IReadOnlyList<ProfilePart> PartList =>
        [.. Parts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => EnumWords.Read<ProfilePart>(p)).OfType<ProfilePart>()];

    public DateTime? UndoneAt { get; private set; }
    public long? UndoneBy { get; private set; }

    public static Verdict On(Case one, VerdictKind kind, ReportReason? grounds, string note, long by, DateTime now) => new()
    {
        CommunityId = one.CommunityId,
        CaseId = one.Id,
        Turn = one.Turn,
        Kind = kind,
        Grounds = grounds,
        Note = note,
        DecidedBy = by,
        DecidedAt = now,
    };

    public void Acted(bool acted, long? sanctionId) => (HasActed, SanctionId) = (acted, sanctionId);

    public void TookDown(IReadOnlyList<ProfilePart> parts, DateTime? closedUntil) =>
        (Parts, PartsClosedUntil) = (string.Join(' ', parts.Select(EnumWords.Of)), closedUntil);

    public void Undo(long by, DateTime now) => (UndoneBy, UndoneAt) = (by, now);

    /// <summary>Whether it took anything from the author, who may then appeal.</summary>
    public bool IsAgainstAuthor => UndoneAt is null && (Kind is VerdictKind.Refuse or VerdictKind.Remove || SanctionId is not null);
}

internal sealed class VerdictMapping : IEntityTypeConfiguration<Verdict>
{
    public void Configure(EntityTypeBuilder<Verdict> builder)
    {
        builder.ToTable("verdicts");
        builder.Property(v => v.Note).HasMaxLength(Verdict.NoteLength);
        builder.Property(v => v.Parts).HasMaxLength(100);
        builder.Ignore(v => v.PartList);
        builder.Ignore(v => v.IsAgainstAuthor);
        builder.HasOne<Case>().WithMany().HasForeignKey(v => v.CaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Sanction>().WithMany().HasForeignKey(v => v.SanctionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(v => v.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(v => v.UndoneBy).OnDelete(DeleteBehavior.Restrict);
        // Of two who decide at once, one does.
        builder.HasIndex(v => new { v.CaseId, v.Turn }).IsUnique();
        builder.HasIndex(v => new { v.CommunityId, v.Id });
    }
}
