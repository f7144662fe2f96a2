using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Screening.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Screening.Trials;

/// <summary>How far a trial is.</summary>
public enum TrialState
{
    /// <summary>Waits for its turn, or runs.</summary>
    Running,

    /// <summary>It has said what the rule would have done.</summary>
    Done,
}

/// <summary>A rule tried on the last posts before it is switched on: what it would have held.</summary>
internal sealed class Trial : ICommunityOwned
{
    /// <summary>On so many posts it is tried.</summary>
    public const int Posts = 10_000;

    /// <summary>So many of those that it would have held are kept to be shown.</summary>
    public const int MostKept = 200;

    private Trial() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public RuleKind Kind { get; private set; }

    /// <summary>Of words: the list.</summary>
    public long? ListId { get; private set; }

    /// <summary>Of words: those up to this id were tried.</summary>
    public long? Through { get; private set; }

    /// <summary>With which it is tried, and by which the rule goes when it is switched on.</summary>
    public string Terms { get; private set; } = "";

    public long StartedBy { get; private set; }
    public DateTime StartedAt { get; private set; }
    public TrialState State { get; private set; }

    /// <summary>Posts looked at so far.</summary>
    public int Looked { get; private set; }

    /// <summary>Of these it would have held or refused so many.</summary>
    public int Caught { get; private set; }

    /// <summary>Of these by members whom the community trusts.</summary>
    public int OfTrusted { get; private set; }

    /// <summary>Of these moderators have refused or removed anyway.</summary>
    public int OfRefused { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    public static Trial Of(long communityId, RuleKind kind, string terms, long by, DateTime now) =>
        new() { CommunityId = communityId, Kind = kind, Terms = terms, StartedBy = by, StartedAt = now };

    public static Trial OfList(long communityId, long listId, long through, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        Kind = RuleKind.Words,
        ListId = listId,
        Through = through,
        Terms = RuleTerms.Default(RuleKind.Words).Write(),
        StartedBy = by,
        StartedAt = now,
    };

    public void Look(int posts) => Looked = posts;

    public void Finish(int looked, int caught, int ofTrusted, int ofRefused, DateTime now) =>
        (Looked, Caught, OfTrusted, OfRefused, State, FinishedAt) = (looked, caught, ofTrusted, ofRefused, TrialState.Done, now);
}

/// <summary>A post that the rule would have caught.</summary>
internal sealed class TrialCatch : ICommunityOwned
{
    public const int MaxReason = 400, MaxKind = 40;

    private TrialCatch() { }

    public long TrialId { get; private set; }

    /// <summary>From 1, the newest post first.</summary>
    public int Number { get; private set; }

    public long CommunityId { get; private set; }
    public string PostKind { get; private set; } = "";
    public long PostId { get; private set; }
    public long AuthorId { get; private set; }
    public bool IsTrusted { get; private set; }
    public DateTime At { get; private set; }
    public string Reason { get; private set; } = "";

    public static TrialCatch Of(Trial trial, int number, Kernel.Contracts.Thing post, long authorId, bool isTrusted, DateTime at,
        string reason) => new()
    {
        TrialId = trial.Id,
        Number = number,
        CommunityId = trial.CommunityId,
        PostKind = post.Kind,
        PostId = post.Id,
        AuthorId = authorId,
        IsTrusted = isTrusted,
        At = at,
        Reason = reason.CutTo(MaxReason),
    };
}

internal sealed class TrialMapping : IEntityTypeConfiguration<Trial>
{
    public void Configure(EntityTypeBuilder<Trial> builder)
    {
        builder.ToTable("screening_trials");
        builder.HasOne<Words.WordList>().WithMany().HasForeignKey(t => t.ListId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.StartedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.CommunityId, t.Kind, t.Id });
    }
}

internal sealed class TrialCatchMapping : IEntityTypeConfiguration<TrialCatch>
{
    public void Configure(EntityTypeBuilder<TrialCatch> builder)
    {
        builder.ToTable("screening_trial_catches");
        builder.HasKey(c => new { c.TrialId, c.Number });
        builder.Property(c => c.PostKind).HasMaxLength(TrialCatch.MaxKind);
        builder.Property(c => c.Reason).HasMaxLength(TrialCatch.MaxReason);
        builder.HasOne<Trial>().WithMany().HasForeignKey(c => c.TrialId).OnDelete(DeleteBehavior.Cascade);
    }
}
