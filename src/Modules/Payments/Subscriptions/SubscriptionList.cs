using System.Linq.Expressions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>The subscriptions of a community for its operator, newest first, paged by key.</summary>
internal sealed class SubscriptionList(AppDb db, TimeProvider time)
{
    public Task<Page<Subscription, long>> PageAsync(SubscriptionStanding? standing, long? before, int limit, CancellationToken cancel)
    {
        var rows = db.Set<Subscription>().AsNoTracking();
        if (standing is { } wanted)
            rows = rows.Where(Stands(wanted, Now));
        if (before is { } key)
            rows = rows.Where(s => s.Id < key);
        return rows.OrderByDescending(s => s.Id).PageAsync(Paging.Limit(limit), s => s.Id, cancel);
    }

    public Task<int> CountAsync(SubscriptionStanding standing, CancellationToken cancel) =>
        db.Set<Subscription>().CountAsync(Stands(standing, Now), cancel);

    /// <summary>
    /// <see cref="Subscription.StateAt"/> for the database, of rows that <see cref="TendSubscriptions"/> has seen: those whose time is
    /// over are
    /// ended within a minute of it.
    /// </summary>
    internal static Expression<Func<Subscription, bool>> Stands(SubscriptionStanding standing, DateTime now) => standing switch
    {
        SubscriptionStanding.Ended => s => s.EndedAt != null || s.CancelAt <= now,
        SubscriptionStanding.Paused => s => s.EndedAt == null && !(s.CancelAt <= now) && s.PausedFrom <= now && !(s.PausedUntil <= now),
        SubscriptionStanding.PastDue => s => s.EndedAt == null && !(s.CancelAt <= now) && !(s.PausedFrom <= now && !(s.PausedUntil <= now))
            && s.PaidUntil <= now,
        SubscriptionStanding.Trial => s => s.EndedAt == null && !(s.CancelAt <= now) && !(s.PausedFrom <= now && !(s.PausedUntil <= now))
            && s.PaidUntil > now && s.FirstPaidAt == null,
        _ => s => s.EndedAt == null && !(s.CancelAt <= now) && !(s.PausedFrom <= now && !(s.PausedUntil <= now))
            && s.PaidUntil > now && s.FirstPaidAt != null,
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

/// <summary>The operator's terms: days of grace, and what is offered to those who leave.</summary>
internal sealed class ChangeSubscriptionTerms(AppDb db, Guard guard)
{
    public async Task RunAsync(int? graceDays, StayOffer? offer, int? percent, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        if (graceDays is not ({ } days and >= 1 and <= SubscriptionTerms.MostGraceDays))
            throw Refused.AtField("graceDays", "grace_out_of_range", "Choose 1 to {0} days.", SubscriptionTerms.MostGraceDays);
        if (offer is not { } chosen)
            throw Refused.AtField("offer", "offer_unknown", "Choose one of these.");
        if (percent is not ({ } off and >= 1 and <= 90))
            throw Refused.AtField("percent", "percent_out_of_range", "Choose 1 to {0} percent.", 90);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var terms = await db.Set<SubscriptionTerms>().SingleOrDefaultAsync(cancel);
        if (terms is null)
            db.Add(terms = SubscriptionTerms.Usual(db.CommunityId));
        terms.Change(days, chosen, off);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
