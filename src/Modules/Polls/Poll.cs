using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Polls;

/// <summary>How a voter answers.</summary>
public enum PollKind
{
    /// <summary>One option.</summary>
    Single,

    /// <summary>Several options, between a least and a most.</summary>
    Multiple,

    /// <summary>Options in the order of preference; counted by instant runoff.</summary>
    Ranked,

    /// <summary>Each option gets 1 to 5 points.</summary>
    Rating,
}

/// <summary>Whether others see who voted for what.</summary>
public enum BallotKind { Open, Secret }

/// <summary>When results are seen.</summary>
public enum ResultsShown
{
    /// <summary>By everybody who sees the poll, before voting too.</summary>
    Always,

    /// <summary>By those who have voted, and by everybody once it is over.</summary>
    AfterVote,

    /// <summary>Once it is over, by its author too.</summary>
    AtEnd,
}

/// <summary>What the screening and moderators have said of a poll.</summary>
internal enum PollStanding { Shown, Held, Refused }

/// <summary>
/// A question with options to vote for. Its words hardly change once somebody has voted: they have voted for these.
/// </summary>
internal sealed class Poll : ICommunityOwned
{
    public const string OwnKind = "poll";
    public const int MaxQuestion = 200, MinOptions = 2, MaxOptions = 20, CodeLength = 10, MaxKey = 100;

    private Poll() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Random; stands in its address, so that a text that is brought to another installation shows nobody else's poll.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Whoever reads this space sees the poll; <c>null</c> for all members. A space of Communities: no foreign key.</summary>
    public long? SpaceId { get; private set; }

    public long AuthorId { get; private set; }
    public string Question { get; private set; } = "";
    public PollKind Kind { get; private set; }

    /// <summary>How many options a ballot of <see cref="PollKind.Multiple"/> names.</summary>
    public int Min { get; private set; }

    public int Max { get; private set; }
    public BallotKind Ballots { get; private set; }
    public ResultsShown Results { get; private set; }
    public bool MayChange { get; private set; }

    /// <summary>Votes with this tier or a higher one; <c>null</c> for any tier.</summary>
    public long? TierId { get; private set; }

    /// <summary>When it ends, as its author's clock shows it; <c>null</c> for never by itself.</summary>
    public DateTime? EndsLocal { get; private set; }

    /// <summary>IANA name of that clock's zone.</summary>
    public string? EndsZone { get; private set; }

    /// <summary>UTC: that instant.</summary>
    public DateTime? EndsAt { get; private set; }

    public PollStanding Standing { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public long? ClosedBy { get; private set; }
    public DateTime? DeletedAt { get; private set; }
    public long? DeletedBy { get; private set; }

    /// <summary>What the asking side chose so that asking twice is asking once, and the hash of what it asked for.</summary>
    public string? Key { get; private set; }

    public string? Asked { get; private set; }

    public Thing Thing => new(OwnKind, Id);

    public bool IsShown => Standing == PollStanding.Shown && DeletedAt is null;

    /// <summary>Whether its author has deleted it, and not a moderator.</summary>
    public bool IsWithdrawn => DeletedAt is not null && DeletedBy == AuthorId;

    /// <summary>Whether nobody votes any more.</summary>
    public bool IsOver(DateTime now) => ClosedAt is not null || EndsAt <= now;

    public static Poll Of(long communityId, long authorId, string code, CheckedPoll asked, DateTime now) => new()
    {
        CommunityId = communityId,
        Code = code,
        SpaceId = asked.SpaceId,
        AuthorId = authorId,
        Question = asked.Question,
        Kind = asked.Kind,
        Min = asked.Min,
        Max = asked.Max,
        Ballots = asked.Ballots,
        Results = asked.Results,
        MayChange = asked.MayChange,
        TierId = asked.TierId,
        EndsLocal = asked.Ends?.Local,
        EndsZone = asked.Ends?.Zone,
        EndsAt = asked.Ends?.At,
        CreatedAt = now,
    };

    public void MadeWith(string? key, string asked) => (Key, Asked) = (key, key is null ? null : asked);

    /// <summary>Other words, and another end or none.</summary>
    public void Say(string question, PollEnd? ends)
    {
        Question = question;
        (EndsLocal, EndsZone, EndsAt) = (ends?.Local, ends?.Zone, ends?.At);
    }

    /// <summary>How many options a ballot names, after their number has changed.</summary>
    public void Limit(int min, int max) => (Min, Max) = (min, max);

    public void Close(long? by, DateTime at) => (ClosedBy, ClosedAt) = (by, at);

    public void Hold() => Standing = PollStanding.Held;

    public void Refuse() => Standing = PollStanding.Refused;

    public void Release() => Standing = PollStanding.Shown;

    public void Delete(long by, DateTime now) => (DeletedBy, DeletedAt) = (by, now);

    public void Restore() => (DeletedBy, DeletedAt) = (null, null);
}

/// <summary>What somebody asks for, checked.</summary>
internal sealed record CheckedPoll(
    string Question, IReadOnlyList<string> Options, PollKind Kind, int Min, int Max, BallotKind Ballots, ResultsShown Results,
    bool MayChange, long? TierId, long? SpaceId, PollEnd? Ends);

/// <param name="Local">As the clock of the zone shows it.</param>
/// <param name="At">UTC.</param>
internal sealed record PollEnd(DateTime Local, string Zone, DateTime At);

internal sealed class PollMapping : IEntityTypeConfiguration<Poll>
{
    public void Configure(EntityTypeBuilder<Poll> builder)
    {
        builder.ToTable("polls");
        builder.Property(p => p.Code).HasMaxLength(Poll.CodeLength);
        builder.Property(p => p.Question).HasMaxLength(Poll.MaxQuestion);
        builder.Property(p => p.EndsZone).HasMaxLength(64);
        builder.Property(p => p.Key).HasMaxLength(Poll.MaxKey);
        builder.Property(p => p.Asked).HasMaxLength(64);
        builder.Ignore(p => p.Thing);
        builder.Ignore(p => p.IsShown);
        builder.Ignore(p => p.IsWithdrawn);
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Code).IsUnique();
        // The same key again is the same poll, from two devices at once too.
        builder.HasIndex(p => new { p.AuthorId, p.Key }).IsUnique();
    }
}
