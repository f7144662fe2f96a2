using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Coupons;

/// <summary>What an operator does with coupons: one with a code of its own, many with random ones, and ending them.</summary>
internal sealed class ArrangeCoupons(AppDb db, Guard guard, CommunityScope community, TimeProvider time)
{
    public const int MostAtOnce = 5000;

    /// <exception cref="Refused">422 at the field; 409 code_taken.</exception>
    public async Task<Coupon> IssueAsync(string? code, CouponTerms terms, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var checkedCode = CouponCode.Check(code);
        var coupon = Coupon.Issue(community.Required.Id, checkedCode, await CheckedAsync(terms, cancel), by, Now);
        if (await db.Set<Coupon>().AnyAsync(c => c.FoldedCode == coupon.FoldedCode, cancel))
            throw Taken();
        db.Add(coupon);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            throw Taken();
        }
        return coupon;
    }

    /// <summary>Codes that each hold once, under one campaign.</summary>
    /// <param name="prefix">In front of each; empty without.</param>
    public async Task<IReadOnlyList<Coupon>> IssueManyAsync(int count, string? prefix, CouponTerms terms, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        if (count is < 1 or > MostAtOnce)
            throw Refused.AtField("count", "count_out_of_range", "Create 1 to {0} codes at once.", MostAtOnce);
        var front = string.IsNullOrWhiteSpace(prefix) ? "" : CouponCode.Check(prefix);
        if (front.Length > 20)
            throw Refused.AtField("prefix", "prefix_too_long", "A prefix can have at most {0} characters.", 20);
        if (string.IsNullOrWhiteSpace(terms.Campaign))
            throw Refused.AtField("campaign", "campaign_missing", "Enter a campaign name to find and report these codes.");
        var each = (await CheckedAsync(terms, cancel)) with { TotalLimit = 1 };
        var now = Now;
        var coupons = Enumerable.Range(0, count)
            .Select(_ => Coupon.Issue(community.Required.Id, CouponCode.Random(front), each, by, now)).ToList();
        db.AddRange(coupons);
        await db.SaveChangesAsync(cancel);
        return coupons;
    }

    /// <summary>No new order may use it; orders that are under way keep their price.</summary>
    public async Task EndAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var coupon = await db.Set<Coupon>().SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw Refused.NotFound();
        coupon.End(Now);
        await db.SaveChangesAsync(cancel);
    }

    /// <returns>How many of them were ended now; the others were before.</returns>
    public async Task<int> EndManyAsync(IReadOnlyList<long> ids, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var coupons = await db.Set<Coupon>().Where(c => ids.Contains(c.Id) && c.EndedAt == null).ToListAsync(cancel);
        coupons.ForEach(c => c.End(Now));
        await db.SaveChangesAsync(cancel);
        return coupons.Count;
    }

    private async Task<CouponTerms> CheckedAsync(CouponTerms terms, CancellationToken cancel)
    {
        var good = terms.Check();
        return good.MemberId is not { } member || await db.Members.AnyAsync(m => m.Id == member, cancel) ? good
            : throw Refused.AtField("member", "member_unknown", "There is no such member.");
    }

    private static Refused Taken() =>
        new("code_taken", 409, "A coupon with this code, or one that looks like it, already exists.") { Field = "code" };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
