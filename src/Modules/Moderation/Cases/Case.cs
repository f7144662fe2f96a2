using System.Linq.Expressions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Moderation.Cases;

/// <summary>Where a case stands.</summary>
internal enum CaseState
{
    Open,

    /// <summary>Its author appealed: another look is due.</summary>
    Appealed,

    Closed,
}

/// <summary>
/// What moderators decide about: one thing that was reported, by however many, or held. While one is open, all that comes in about the
/// thing belongs to it; after the verdict a new report opens another.
/// </summary>
internal sealed class Case : ICommunityOwned
{
    public const string OwnKind = "case", RestrictionAnswerKind = "restriction_answer", MemberKind = "member";
    public const int KindLength = 40, ReasonLength = 500;

    private Case() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string ThingKind { get; private set; } = "";
    public long ThingId { get; private set; }
    public long AuthorId { get; private set; }
    public CaseState State { get; private set; }

    /// <summary>How many members have reported it.</summary>
    public int Reports { get; private set; }

    /// <summary>What the screening said; <c>null</c> where nothing was held.</summary>
    public string? HeldFor { get; private set; }

    public DateTime OpenedAt { get; private set; }

    /// <summary>When something was last reported, held or appealed.</summary>
    public DateTime LastAt { get; private set; }

    public long? ClaimedBy { get; private set; }
    public DateTime? ClaimedAt { get; private set; }

    /// <summary>Counts decisions that are due, so that two who decide at once cannot both.</summary>
    public int Turn { get; private set; }

    /// <summary>Those that wait for a verdict. Said by the states that wait: an index finds them, however many are closed.</summary>
    public static readonly Expression<Func<Case, bool>> Waits = c => c.State == CaseState.Open || c.State == CaseState.Appealed;

    public Thing Thing => new(ThingKind, ThingId);

    public bool IsOfRestriction => ThingKind == RestrictionAnswerKind;

    public bool IsOfMember => ThingKind == MemberKind;

    public static Case Of(long communityId, Thing thing, long authorId, DateTime now) => new()
    {
        CommunityId = communityId,
        ThingKind = thing.Kind,
        ThingId = thing.Id,
        AuthorId = authorId,
        OpenedAt = now,
        LastAt = now,
    };

    public void TakeReport(DateTime now) => (Reports, LastAt) = (Reports + 1, now);

    public void Hold(string reason, DateTime now) =>
        (HeldFor, LastAt) = (reason.CutTo(ReasonLength), now);

    public void Claim(long? by, DateTime now) => (ClaimedBy, ClaimedAt) = (by, by is null ? null : now);

    public void Close() => State = CaseState.Closed;

    public void Appeal(DateTime now)
    {
        (State, LastAt) = (CaseState.Appealed, now);
        Turn++;
        Claim(null, now);
    }

    /// <summary>Its verdict was taken back.</summary>
    public void Reopen(CaseState state)
    {
        State = state;
        Turn++;
    }

    /// <summary>What can be decided about it now.</summary>
    /// <param name="removable">Kinds that are taken out of sight from here.</param>
    public IReadOnlyList<VerdictKind> Choices(IReadOnlySet<string> removable) => State switch
    {
        CaseState.Closed => [],
        CaseState.Appealed => [VerdictKind.Uphold, VerdictKind.Overturn],
        _ when HeldFor is not null => [VerdictKind.Publish, VerdictKind.Refuse],
        // Parts of a profile are taken down from here; all else about a member is done elsewhere.
        _ when IsOfMember && removable.Contains(ThingKind) => [VerdictKind.Keep, VerdictKind.Remove, VerdictKind.Handled],
        _ when removable.Contains(ThingKind) => [VerdictKind.Keep, VerdictKind.Remove],
        _ => [VerdictKind.Keep, VerdictKind.Handled],
    };
}

internal sealed class CaseMapping : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("cases");
        builder.Property(c => c.ThingKind).HasMaxLength(Case.KindLength);
        builder.Property(c => c.HeldFor).HasMaxLength(Case.ReasonLength);
        builder.Ignore(c => c.Thing);
        builder.Ignore(c => c.IsOfRestriction);
        builder.Ignore(c => c.IsOfMember);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.ClaimedBy).OnDelete(DeleteBehavior.Restrict);
        // A storm of reports about one thing is one case.
        builder.HasIndex(c => new { c.CommunityId, c.ThingKind, c.ThingId }, "ix_cases_open").IsUnique().HasFilter("state = 'Open'");
        builder.HasIndex(c => new { c.CommunityId, c.State, c.Id });
        builder.HasIndex(c => new { c.CommunityId, c.AuthorId, c.Id });
    }
}
