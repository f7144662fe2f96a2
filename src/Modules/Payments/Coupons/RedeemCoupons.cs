using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Coupons;

/// <summary>
/// Takes coupons off the lines of an order that is being placed. Percentages come first, each from what is left, then fixed amounts. In the
/// order's transaction it holds each coupon's row, so that the last use is used once.
/// </summary>
internal sealed class RedeemCoupons(AppDb db, ContinueCoupons running, MemberCoupons members, TimeProvider time)
{
    public const int MostPerOrder = 5;

    /// <summary>What the codes would take off, for a page that shows the price before anybody buys; nothing is kept.</summary>
    /// <param name="lines">Are changed: they say what further periods cost, too.</param>
    /// <param name="memberId"><c>null</c> for a visitor.</param>
    /// <returns>Minor units in all.</returns>
    /// <exception cref="Refused">422 at <c>coupon</c>.</exception>
    public async Task<long> PreviewAsync(
        IReadOnlyList<OrderLine> lines, string currency, IReadOnlyList<string> codes, long? memberId, CancellationToken cancel)
    {
        var coupons = await FindAsync(codes, cancel);
        foreach (var coupon in coupons)
            await CheckAsync(coupon, lines, currency, memberId, cancel);
        if (memberId is { } member)
            await ContinueAsync(lines, currency, coupons, member, null, cancel);
        Apply(coupons, lines);
        return lines.Sum(l => l.Discount);
    }

    /// <summary>Inside the transaction, before the order is made of the lines.</summary>
    public async Task<IReadOnlyList<CouponOff>> ApplyAsync(
        IReadOnlyList<OrderLine> lines, string currency, OrderWish wish, long memberId, CancellationToken cancel)
    {
        var coupons = await FindAsync(wish.Coupons, cancel);
        // A visitor's order has a member of its own, who is nobody yet.
        var known = wish.For is { Purpose: ClaimPurpose.Account } ? (long?)null : memberId;
        // All hold the rows in the same order: two that wait for each other would wait until the database ends one.
        foreach (var coupon in coupons.OrderBy(c => c.Id))
        {
            await Coupon.HoldAsync(db, coupon.Id, cancel);
            await CheckAsync(coupon, lines, currency, known, cancel);
        }
        await ContinueAsync(lines, currency, coupons, memberId, wish.Upgrade?.SubscriptionId, cancel);
        return Apply(coupons, lines);
    }

    /// <summary>Inside the transaction, once the order has its id.</summary>
    public void Keep(Order order, IEnumerable<CouponOff> taken, DateTime now) =>
        db.AddRange(taken.Select(o => CouponUse.Keep(o.Coupon, order, o.Amount, now)));

    /// <summary>The order is paid. Inside the settlement's transaction.</summary>
    public async Task TakeAsync(Order order, DateTime now, CancellationToken cancel)
    {
        await members.BindAsync(order, cancel);
        foreach (var use in await UsesAsync(order, cancel))
            use.Take(now);
    }

    /// <summary>A visitor's money is here: whether the holder of the address had used up a coupon of the order.</summary>
    /// <returns>Its code; <c>null</c> where none is.</returns>
    public Task<string?> SpentByHolderAsync(Order order, CancellationToken cancel) => members.SpentByHolderAsync(order, cancel);

    /// <summary>The buyer turned back.</summary>
    public async Task ReleaseAsync(Order order, DateTime now, CancellationToken cancel)
    {
        foreach (var use in await UsesAsync(order, cancel))
            use.Release(now);
    }

    /// <summary>The buyer pays after all, with what was released meanwhile.</summary>
    /// <exception cref="Refused">409: others have used it up, it has ended, or the buyer has used it with another order.</exception>
    public async Task KeepAgainAsync(Order order, CancellationToken cancel)
    {
        foreach (var use in (await UsesAsync(order, cancel)).Where(u => u.ReleasedAt is not null).OrderBy(u => u.CouponId))
        {
            await Coupon.HoldAsync(db, use.CouponId, cancel);
            var coupon = await db.Set<Coupon>().AsNoTracking().SingleAsync(c => c.Id == use.CouponId, cancel);
            if (coupon.EndedAt is not null || coupon.EndsAt <= Now)
                throw new Refused("coupon_over", 409, "The coupon {0} has expired in the meantime. Start a new order.", coupon.Code);
            if (await CountAsync(coupon, cancel) >= coupon.TotalLimit)
                throw new Refused("coupon_used_up", 409, "The coupon {0} was used up in the meantime. Start a new order.", coupon.Code);
            if (await RefusalAsync(coupon, order.Kind == OrderKind.Visitor ? null : order.MemberId, order.Id, cancel) is { } refusal)
                throw new Refused(refusal.Code, 409, "You can't use the coupon {0} with this order any more. Start a new order.", coupon.Code);
            use.KeepAgain();
        }
        await running.KeepAgainAsync(order, cancel);
    }

    /// <summary>The order can be paid for longer now: nobody else shall use up what it was promised.</summary>
    public async Task ExtendAsync(Order order, CancellationToken cancel)
    {
        foreach (var use in await UsesAsync(order, cancel))
            use.Extend(order.ExpiresAt);
    }

    /// <summary>What earlier coupons promised. One that is typed does not stand on top of it, nor begin in the middle.</summary>
    private async Task ContinueAsync(
        IReadOnlyList<OrderLine> lines, string currency, IReadOnlyList<Coupon> typed, long memberId, long? upgradeOf,
        CancellationToken cancel)
    {
        var living = await running.ApplyAsync(lines, currency, memberId, upgradeOf, cancel);
        if (typed.Count > 0 && living.SelectMany(s => s.Discounts).FirstOrDefault() is { } earlier)
            throw Refused.AtField("coupon", "coupon_running", "The coupon {0} still applies here. Use another one afterwards.", earlier.Code);
        if (living.Any(s => s.IsRecurring) && typed.FirstOrDefault(c => c.Periods != 1) is { } several)
            throw Refused.AtField("coupon", "coupon_for_beginning", "The coupon {0} is for new subscriptions. Yours is already being charged.", several.Code);
    }

    private Task<List<CouponUse>> UsesAsync(Order order, CancellationToken cancel) =>
        db.Set<CouponUse>().Where(u => u.OrderId == order.Id).ToListAsync(cancel);

    private async Task<IReadOnlyList<Coupon>> FindAsync(IReadOnlyList<string> codes, CancellationToken cancel)
    {
        if (codes.Count > MostPerOrder)
            throw Refused.AtField("coupon", "coupons_too_many", "At most {0} coupons are used at once.", MostPerOrder);
        var found = new List<Coupon>();
        foreach (var code in codes)
        {
            var folded = CouponCode.Fold(code);
            var coupon = folded.Length is 0 or > CouponCode.MaxLength ? null
                : await db.Set<Coupon>().AsNoTracking().SingleOrDefaultAsync(c => c.FoldedCode == folded, cancel);
            if (coupon is null)
                throw Refused.AtField("coupon", "coupon_unknown", "No coupon {0}. Enter it exactly as you received it, in Latin letters.", code.CutTo(60));
            if (found.All(c => c.Id != coupon.Id))
                found.Add(coupon);
        }
        if (found.Count > 1 && found.Find(c => !c.Stacks) is { } alone)
            throw Refused.AtField("coupon", "coupon_alone", "The coupon {0} can't be combined with another.", alone.Code);
        return found;
    }

    private async Task CheckAsync(
        Coupon coupon, IReadOnlyList<OrderLine> lines, string currency, long? memberId, CancellationToken cancel)
    {
        var now = Now;
        if (coupon.EndedAt is not null || coupon.EndsAt <= now)
            throw Refused.AtField("coupon", "coupon_over", "The coupon {0} has expired.", coupon.Code);
        if (coupon.StartsAt > now)
            throw Refused.AtField("coupon", "coupon_early", "The coupon {0} isn't valid yet.", coupon.Code);
        if (coupon.MemberId is { } only && only != memberId)
            throw Refused.AtField("coupon", "coupon_not_yours", "The coupon {0} is for another account. Sign in with that account.", coupon.Code);
        if (coupon.Currency is { } own && own != currency)
            throw Refused.AtField("coupon", "coupon_currency", "The coupon {0} is in {1}, and this is sold in {2}.", coupon.Code, own, currency);
        if (!lines.Any(l => coupon.AppliesTo(l.Item)))
            throw Refused.AtField("coupon", "coupon_other_things", "The coupon {0} doesn't apply to this.", coupon.Code);
        if (coupon.Kind == CouponKind.TrialDays && !lines.Any(l => l.TrialDays > 0))
            throw TrialCoupons.NotFit();
        if (await CountAsync(coupon, cancel) >= coupon.TotalLimit)
            throw Refused.AtField("coupon", "coupon_used_up", "The coupon {0} has been used up.", coupon.Code);
        if (await RefusalAsync(coupon, memberId, null, cancel) is { } refusal)
            throw refusal;
    }

    /// <param name="memberId"><c>null</c> for a visitor.</param>
    /// <param name="except">An order that does not count.</param>
    private async Task<Refused?> RefusalAsync(Coupon coupon, long? memberId, long? except, CancellationToken cancel) =>
        memberId is not { } member ? await members.VisitorRefusalAsync(coupon, cancel)
        : await members.RefusalAsync(coupon, member, except, cancel) ?? await members.PendingRefusalAsync(coupon, member, except, cancel);


    private async Task<int> CountAsync(Coupon coupon, CancellationToken cancel) => coupon.TotalLimit is null ? 0
        : await db.Set<CouponUse>().Where(u => u.CouponId == coupon.Id).Where(CouponUse.CountsAt(Now)).CountAsync(cancel);

    private static IReadOnlyList<CouponOff> Apply(IReadOnlyList<Coupon> coupons, IReadOnlyList<OrderLine> lines)
    {
        var taken = new List<CouponOff>();
        foreach (var coupon in coupons.OrderBy(c => c.Kind).ThenBy(c => c.Id))
        {
            var fitting = lines.Where(l => coupon.AppliesTo(l.Item)).ToList();
            if (coupon.Kind == CouponKind.TrialDays)
            {
                // Where the seller's own trial is longer it is not used: the member keeps it.
                if (fitting.Any(l => l.TrialIsBrought && l.TrialDays == coupon.Value))
                    taken.Add(new CouponOff(coupon, 0));
                continue;
            }
            var left = fitting.Select(l => l.Total).ToList();
            var off = CouponMath.Off(coupon.Kind, coupon.Value, left.Sum());
            foreach (var (line, share) in fitting.Zip(CouponMath.Share(off, left)))
                line.TakeOff(line.Discount + share);
            foreach (var line in fitting.Where(l => l.PlanInterval is not null).Take(coupon.Kind == CouponKind.Amount ? 1 : fitting.Count))
                line.GoOn(RunningDiscount.Behind(coupon, line.ItemKind, line.TrialDays > 0));
            taken.Add(new CouponOff(coupon, off));
        }
        return taken;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

/// <param name="Amount">Minor units of the order's currency.</param>
internal sealed record CouponOff(Coupon Coupon, long Amount);
