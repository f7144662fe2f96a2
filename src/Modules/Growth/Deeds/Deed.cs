using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Growth.Deeds;

/// <summary>What members do that a community may give points for, in the order in which rules are shown.</summary>
public enum DeedKind
{
    ArticlePublished,
    ResourcePublished,
    TopicOpened,
    ReplyPosted,
    AnswerAccepted,
    VoteReceived,
    HelpfulReceived,
    ReactionReceived,
    ReviewGiven,
    ReportUpheld,
    DailyVisit,
}

/// <summary>
/// Something that a member did, or that others did for what they wrote: read from the activity ledger, once however often it is told.
/// It counts as long as it stands and what it was done to is in sight. What members do to their own never becomes a deed.
/// </summary>
internal sealed class Deed : ICommunityOwned
{
    public const int MaxKey = 100;

    private Deed() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Which deed it is: "vote:17:5" is the vote of member 5 on reply 17.</summary>
    public string Key { get; private set; } = "";

    public DeedKind Kind { get; private set; }

    /// <summary>Whom it is counted for.</summary>
    public long MemberId { get; private set; }

    /// <summary>Who did it, as who voted; the member, where they did it themselves.</summary>
    public long ById { get; private set; }

    /// <summary>What it was done to. Where that goes out of sight, the deed counts no longer.</summary>
    public string ThingKind { get; private set; } = "";

    public long ThingId { get; private set; }

    public DateTime At { get; private set; }

    /// <summary>The day on the community's calendar.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The newest activity that has told of it: older ones that come late change nothing.</summary>
    public long ActivityId { get; private set; }

    /// <summary>Whether it was not undone.</summary>
    public bool Stands { get; private set; }

    /// <summary>Whether what it was done to is out of sight.</summary>
    public bool IsHidden { get; private set; }

    public bool Counts => Stands && !IsHidden;

    public Thing Thing => new(ThingKind, ThingId);

    public static Deed Of(DeedFact fact, DateOnly day) => new()
    {
        CommunityId = fact.CommunityId,
        Key = fact.Key,
        Kind = fact.Kind,
        MemberId = fact.MemberId,
        ById = fact.ById,
        ThingKind = fact.Thing.Kind,
        ThingId = fact.Thing.Id,
        At = fact.At,
        Day = day,
    };

    /// <summary>It was done, or undone.</summary>
    /// <returns><c>false</c> for what is told late or again.</returns>
    public bool Turn(bool stands, long activityId)
    {
        if (activityId <= ActivityId)
            return false;
        (Stands, ActivityId) = (stands, activityId);
        return true;
    }

    /// <summary>What it was done to went out of sight or came back.</summary>
    public void Hide(bool isHidden) => IsHidden = isHidden;

    /// <summary>It is another's now, as when another answer is accepted.</summary>
    public void GoTo(DeedFact fact, DateOnly day)
    {
        (MemberId, ById, ThingKind, ThingId) = (fact.MemberId, fact.ById, fact.Thing.Kind, fact.Thing.Id);
        (At, Day) = (fact.At, day);
    }
}

/// <summary>A deed as a fact tells of it.</summary>
/// <param name="At">UTC.</param>
internal sealed record DeedFact(
    long CommunityId, string Key, DeedKind Kind, long MemberId, long ById, Thing Thing, DateTime At);

internal sealed class DeedMapping : IEntityTypeConfiguration<Deed>
{
    public void Configure(EntityTypeBuilder<Deed> builder)
    {
        builder.ToTable("deeds");
        builder.Property(d => d.Key).HasMaxLength(Deed.MaxKey);
        builder.Property(d => d.ThingKind).HasMaxLength(40);
        builder.Ignore(d => d.Thing);
        builder.Ignore(d => d.Counts);
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.ById).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.CommunityId, d.Key }).IsUnique();
        builder.HasIndex(d => new { d.CommunityId, d.ThingKind, d.ThingId });
        builder.HasIndex(d => new { d.CommunityId, d.MemberId, d.Kind, d.At });
        builder.HasIndex(d => new { d.CommunityId, d.At });
    }
}
