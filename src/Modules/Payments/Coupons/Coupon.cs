using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Coupons;

internal enum CouponKind
{
    /// <summary>A part of the price.</summary>
    Percent,

    /// <summary>A fixed amount of one currency.</summary>
    Amount,

    /// <summary>Days for nothing before the first charge of a subscription.</summary>
    TrialDays,
}

/// <summary>
/// A promise to take something off the price. Its terms never change: who printed a code can rely on it until it is ended.
/// </summary>
internal sealed class Coupon : ICommunityOwned
{
    private Coupon() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>As it is shown: "SPRING-26".</summary>
    public string Code { get; private set; } = "";

    /// <summary>As it is found; see <see cref="CouponCode.Fold"/>.</summary>
    public string FoldedCode { get; private set; } = "";

    /// <summary>What it belongs to, for the report: one name for all codes of a batch; empty without.</summary>
    public string Campaign { get; private set; } = "";

    public CouponKind Kind { get; private set; }

    /// <summary>1 to 100 for a percentage, days of a trial, else minor units of <see cref="Currency"/>.</summary>
    public long Value { get; private set; }

    /// <summary>ISO 4217; <c>null</c> but for a fixed amount.</summary>
    public string? Currency { get; private set; }

    /// <summary>For how many periods of something that renews it holds, the first among them; <c>null</c> for ever. However many
    /// those are, the order that begins them is one use.</summary>
    public int? Periods { get; private set; }

    public DateTime? StartsAt { get; private set; }

    /// <summary>Exclusive.</summary>
    public DateTime? EndsAt { get; private set; }

    /// <summary>How often it may be used in all; <c>null</c> for no limit.</summary>
    public int? TotalLimit { get; private set; }

    /// <summary>How often one member may use it; <c>null</c> for no limit.</summary>
    public int? MemberLimit { get; private set; }

    public bool FirstPurchaseOnly { get; private set; }

    /// <summary>
    /// It depends on who uses it, which nobody knows of a visitor, see <see cref="MemberCoupons"/>. What can be used once by one can be used
    /// once by all.
    /// </summary>
    public bool NeedsAccount => MemberId is not null || FirstPurchaseOnly || MemberLimit is { } each && !(TotalLimit <= each);

    /// <summary>Whether it may stand beside others that allow it, too.</summary>
    public bool Stacks { get; private set; }

    /// <summary>For this member alone; <c>null</c> for everyone.</summary>
    public long? MemberId { get; private set; }

    /// <summary>What it may be used for, as "tier:3", "article:12" or "article" for the whole kind; empty for everything.</summary>
    public IReadOnlyList<string> Items => ItemLines.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string ItemLines { get; set; } = "";

    public DateTime CreatedAt { get; private set; }
    public long CreatedBy { get; private set; }

    /// <summary>No new order may use it from then on.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>How often the row was taken; its only use is that it changes.</summary>
    public long Turns { get; private set; }

    public static Coupon Issue(long communityId, string code, CouponTerms terms, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        Code = code,
        FoldedCode = CouponCode.Fold(code),
        Campaign = terms.Campaign,
        Kind = terms.Kind,
        Value = terms.Value,
        Currency = terms.Currency,
        Periods = terms.Periods,
        StartsAt = terms.StartsAt,
        EndsAt = terms.EndsAt,
        TotalLimit = terms.TotalLimit,
        MemberLimit = terms.MemberLimit,
        FirstPurchaseOnly = terms.FirstPurchaseOnly,
        Stacks = terms.Stacks,
        MemberId = terms.MemberId,
        ItemLines = string.Join('\n', terms.Items),
        CreatedAt = now,
        CreatedBy = by,
    };

    /// <summary>Inside a transaction: whoever else takes this coupon waits, so that the last use is used once.</summary>
    public static async Task HoldAsync(AppDb db, long id, CancellationToken cancel) =>
        await db.Set<Coupon>().Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Turns, x => x.Turns + 1), cancel);

    public bool AppliesTo(Thing item) => Items.Count == 0 || Items.Contains(item.Kind) || Items.Contains(item.ToString());

    public void End(DateTime now) => EndedAt ??= now;
}

internal sealed class CouponMapping : IEntityTypeConfiguration<Coupon>
{
    public void Configure(EntityTypeBuilder<Coupon> builder)
    {
        builder.ToTable("coupons");
        builder.Property(c => c.Code).HasMaxLength(CouponCode.MaxLength);
        builder.Property(c => c.FoldedCode).HasMaxLength(CouponCode.MaxLength);
        builder.Property(c => c.Campaign).HasMaxLength(CouponTerms.MaxCampaign);
        builder.Property(c => c.Currency).HasMaxLength(3);
        builder.Property<string>("ItemLines").HasMaxLength((CouponTerms.MaxItem + 1) * CouponTerms.MostItems);
        builder.Ignore(c => c.Items);
        builder.HasIndex(c => new { c.CommunityId, c.FoldedCode }).IsUnique();
        builder.HasIndex(c => new { c.CommunityId, c.Campaign, c.Id });
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.CreatedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
