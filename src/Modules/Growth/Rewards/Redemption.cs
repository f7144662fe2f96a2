using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Growth.Rewards;

/// <summary>How far a redemption is.</summary>
public enum RedemptionState
{
    /// <summary>An operator has something to do, or a question waits for its answer.</summary>
    Open,

    Fulfilled,

    /// <summary>The points are back.</summary>
    Refused,
}

/// <summary>That a member took a reward: what it was called and cost then, and what came of it.</summary>
internal sealed class Redemption : ICommunityOwned
{
    public const string OwnKind = "redemption";
    public const int MaxKey = 60, MaxNote = 300, MaxCode = 60;

    private Redemption() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long RewardId { get; private set; }
    public long MemberId { get; private set; }
    public RewardKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public long Cost { get; private set; }
    public DateTime At { get; private set; }
    public RedemptionState State { get; private set; }

    /// <summary>What the asking side chose so that asking twice is asking once.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Of a coupon.</summary>
    public string? Code { get; private set; }

    /// <summary>Of a priority answer: the question. A topic of Discussions, no foreign key.</summary>
    public long? TopicId { get; private set; }

    /// <summary>Of a priority answer: until when it has to be answered.</summary>
    public DateTime? DueAt { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    /// <summary><c>null</c> where nobody had to decide, or time did.</summary>
    public long? DecidedBy { get; private set; }

    /// <summary>For the member; empty where nothing was said.</summary>
    public string Note { get; private set; } = "";

    public Thing Document => new(OwnKind, Id);

    public static Redemption Of(Reward reward, long memberId, string key, DateTime now) => new()
    {
        CommunityId = reward.CommunityId,
        RewardId = reward.Id,
        MemberId = memberId,
        Kind = reward.Kind,
        Title = reward.Title,
        Cost = reward.Cost,
        Key = key,
        At = now,
    };

    /// <param name="code">Of a coupon.</param>
    /// <param name="by"><c>null</c> where it was done at once.</param>
    public void Fulfil(string? code, long? by, string note, DateTime now) =>
        (State, Code, DecidedBy, DecidedAt, Note) = (RedemptionState.Fulfilled, code ?? Code, by, now, note);

    public void Refuse(long? by, string note, DateTime now) =>
        (State, DecidedBy, DecidedAt, Note) = (RedemptionState.Refused, by, now, note);

    public void Prioritise(long topicId, DateTime dueAt) => (TopicId, DueAt) = (topicId, dueAt);
}

internal sealed class RedemptionMapping : IEntityTypeConfiguration<Redemption>
{
    public void Configure(EntityTypeBuilder<Redemption> builder)
    {
        builder.ToTable("redemptions");
        builder.Property(r => r.Title).HasMaxLength(Reward.MaxTitle);
        builder.Property(r => r.Key).HasMaxLength(Redemption.MaxKey);
        builder.Property(r => r.Code).HasMaxLength(Redemption.MaxCode);
        builder.Property(r => r.Note).HasMaxLength(Redemption.MaxNote);
        builder.Ignore(r => r.Document);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Reward>().WithMany().HasForeignKey(r => r.RewardId).OnDelete(DeleteBehavior.Restrict);
        // The same button pressed twice is one redemption.
        builder.HasIndex(r => new { r.CommunityId, r.MemberId, r.Key }).IsUnique();
        builder.HasIndex(r => new { r.CommunityId, r.RewardId, r.State });
        builder.HasIndex(r => new { r.CommunityId, r.State, r.Id });
        builder.HasIndex(r => new { r.CommunityId, r.TopicId });
    }
}
