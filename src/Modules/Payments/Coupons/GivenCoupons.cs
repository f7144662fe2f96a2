using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Coupons;

/// <summary>Coupons that other modules give to one member: each holds once, for that member alone.</summary>
internal sealed class GivenCoupons(AppDb db, TimeProvider time) : IGivenCoupons
{
    private const string Prefix = "REWARD";

    public async Task<string> GiveAsync(
        long memberId, int percent, DateTime? endsAt, string campaign, long by, CancellationToken cancel = default)
    {
        var terms = new CouponTerms(CouponKind.Percent, percent, null)
        {
            Campaign = campaign.CutTo(CouponTerms.MaxCampaign),
            EndsAt = endsAt,
            TotalLimit = 1,
            MemberLimit = 1,
            MemberId = memberId,
            Stacks = false,
        };
        var coupon = Coupon.Issue(db.CommunityId, CouponCode.Random(Prefix), terms.Check(), by, time.GetUtcNow().UtcDateTime);
        db.Add(coupon);
        await db.SaveChangesAsync(cancel);
        return coupon.Code;
    }

    public async Task<bool> TakeBackAsync(string code, CancellationToken cancel = default)
    {
        var (folded, now) = (CouponCode.Fold(code), time.GetUtcNow().UtcDateTime);
        if (await db.Set<Coupon>().SingleOrDefaultAsync(c => c.FoldedCode == folded, cancel) is not { EndedAt: null } coupon)
            return false;
        // Whoever takes it for an order at this moment comes first or finds it ended.
        await Coupon.HoldAsync(db, coupon.Id, cancel);
        if (await db.Set<CouponUse>().Where(u => u.CouponId == coupon.Id).Where(CouponUse.CountsAt(now)).AnyAsync(cancel))
            return false;
        coupon.End(now);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
