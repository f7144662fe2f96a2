using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Shares;

/// <summary>
/// An author's or a partner's part of every sale of a stream of income, or of one item. What it says never changes, since sales were
/// shared by it; it can only end.
/// </summary>
internal sealed class ShareRule : ICommunityOwned
{
    public const int MaxNote = 200, MaxHoldDays = 365;

    private ShareRule() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Hundredths of a percent of what the buyer paid, 1 to 10,000.</summary>
    public int BasisPoints { get; private set; }

    /// <summary><c>null</c> for a rule about one item.</summary>
    public string? Stream { get; private set; }

    public string? ItemKind { get; private set; }
    public long? ItemId { get; private set; }

    /// <summary>Days from the sale until it can be paid out: the time in which refunds come.</summary>
    public int HoldDays { get; private set; }

    public DateTime From { get; private set; }

    /// <summary>Exclusive; <c>null</c> for no end.</summary>
    public DateTime? Until { get; private set; }

    public string Note { get; private set; } = "";
    public long MadeById { get; private set; }
    public DateTime MadeAt { get; private set; }
    public long? EndedById { get; private set; }
    public DateTime? EndedAt { get; private set; }

    public static ShareRule Make(long communityId, ShareWish wish, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        MemberId = wish.MemberId,
        BasisPoints = wish.BasisPoints is >= 1 and <= 10_000 ? wish.BasisPoints
            : throw new ArgumentOutOfRangeException(nameof(wish), wish.BasisPoints, "A share lies between 0.01 and 100 percent."),
        Stream = wish.Item is null ? wish.Stream : null,
        ItemKind = wish.Item?.Kind,
        ItemId = wish.Item?.Id,
        HoldDays = wish.HoldDays,
        From = wish.From,
        Until = wish.Until,
        Note = wish.Note,
        MadeById = by,
        MadeAt = now,
    };

    public bool IsRunningAt(DateTime now) => From <= now && (Until is null || now < Until);

    /// <summary>No sale is shared by it any more; what was shared stays.</summary>
    public void End(long by, DateTime now)
    {
        if (Until is not null && Until <= now)
            return;
        (Until, EndedById, EndedAt) = (now, by, now);
    }

    public bool Takes(OrderLine line) => Stream is not null ? line.Stream == Stream : line.ItemKind == ItemKind && line.ItemId == ItemId;
}

/// <summary>A rule in a list.</summary>
/// <param name="Item">Kind and id with a colon between; <c>null</c> for a whole stream.</param>
public sealed record ShareRuleRow(
    long Id, long MemberId, int BasisPoints, string? Stream, string? Item, int HoldDays, DateTime From, DateTime? Until, string Note)
{
    internal static ShareRuleRow Of(ShareRule rule) => new(rule.Id, rule.MemberId, rule.BasisPoints, rule.Stream,
        rule.Stream is null ? $"{rule.ItemKind}:{rule.ItemId}" : null, rule.HoldDays, rule.From, rule.Until, rule.Note);
}

/// <param name="Stream">Of income; not looked at where there is an item.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
internal sealed record ShareWish(
    long MemberId, int BasisPoints, string? Stream, Thing? Item, int HoldDays, DateTime From, DateTime? Until, string Note);

internal sealed class ShareRuleMapping : IEntityTypeConfiguration<ShareRule>
{
    public void Configure(EntityTypeBuilder<ShareRule> builder)
    {
        builder.ToTable("share_rules");
        builder.Property(r => r.Stream).HasMaxLength(40);
        builder.Property(r => r.ItemKind).HasMaxLength(40);
        builder.Property(r => r.Note).HasMaxLength(ShareRule.MaxNote);
        builder.HasIndex(r => new { r.CommunityId, r.MemberId });
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MadeById).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.EndedById).OnDelete(DeleteBehavior.Restrict);
    }
}
