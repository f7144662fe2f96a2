using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>What a member sees of, and does with, their own subscriptions: theirs by member, wherever on this site.</summary>
internal sealed class OwnSubscriptions(
    AppDb db, KeepSubscriptions keep, ICommunities communities, CommunityScope scope, TimeProvider time)
{
    private const int Most = 200;
    private const string Cancelled = "The subscription was cancelled.";

    /// <summary>Newest first, those that have ended last.</summary>
    public async Task<IReadOnlyList<OwnSubscription>> ListAsync(long memberId, CancellationToken cancel)
    {
        // The member's own, of all communities.
        var all = await db.Set<Subscription>().IgnoreQueryFilters().AsNoTracking().Where(s => s.MemberId == memberId)
            .OrderByDescending(s => s.Id).Take(Most).ToListAsync(cancel);
        var names = (await communities.ListAsync(cancel)).ToDictionary(c => c.Id);
        var now = Now;
        return [.. all.Where(s => names.ContainsKey(s.CommunityId)).OrderBy(s => s.StateAt(now) == SubscriptionStanding.Ended)
            .Select(s => new OwnSubscription(s, s.StateAt(now), names[s.CommunityId]))];
    }

    /// <summary>Enters its community.</summary>
    /// <exception cref="Refused">404: it is somebody else's, or there is none.</exception>
    public async Task<OwnSubscription> FindAsync(long memberId, long id, CancellationToken cancel)
    {
        // As above.
        var own = await db.Set<Subscription>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == id && s.MemberId == memberId, cancel)
            ?? throw Refused.NotFound();
        var community = await communities.FindAsync(own.CommunityId, cancel) ?? throw Refused.NotFound();
        scope.Enter(community);
        return new OwnSubscription(own, own.StateAt(Now), community);
    }

    public Task CancelAsync(long memberId, long id, bool atOnce, CancelReason? reason, string? words, CancellationToken cancel)
    {
        if (reason is not { } because || because == CancelReason.AtProcessor)
            throw Refused.AtField("reason", "reason_missing", "Choose a reason; it helps us improve.");
        if (words?.Length > Subscription.MaxWords)
            throw Refused.AtField("words", "words_too_long", "Write at most {0} characters.", Subscription.MaxWords);
        return ChangeAsync(memberId, id, (s, now) => s.Cancel(atOnce, because, words?.Trim() ?? "", now), cancel, endsAccess: atOnce);
    }

    /// <summary>Their processor has sent the member back, so that there may be something to see before the next look is due.</summary>
    public async Task LookAsync(OwnSubscription own, CancellationToken cancel)
    {
        if (own.Row.ConsentPlan is null)
            return;
        db.Enqueue(() => TendSubscription.Of(own.Row.Id));
        await db.SaveChangesAsync(cancel);
    }

    public Task KeepAsync(long memberId, long id, CancellationToken cancel) => ChangeAsync(memberId, id, (s, now) => s.Keep(now), cancel);

    public Task PauseAsync(long memberId, long id, int months, CancellationToken cancel) =>
        ChangeAsync(memberId, id, (s, now) => s.Pause(months, now, TimeZoneInfo.FindSystemTimeZoneById(scope.Required.TimeZone)), cancel);

    public Task ResumeAsync(long memberId, long id, CancellationToken cancel) =>
        ChangeAsync(memberId, id, (s, now) => s.Resume(now), cancel);

    /// <summary>Takes the operator's offer to stay: something off the next period, once.</summary>
    /// <exception cref="Refused">409: there is no such offer, or it was taken.</exception>
    public async Task StayAsync(long memberId, long id, CancellationToken cancel)
    {
        await FindAsync(memberId, id, cancel);
        var terms = await SubscriptionTerms.OfAsync(db, cancel);
        await ChangeAsync(memberId, id, (s, now) =>
        {
            if (!Offers.CanTakePercent(s, terms, now))
                throw new Refused("no_offer", 409, "This offer isn't available to you right now.");
            s.TakePercentOff(terms.Percent, now);
        }, cancel);
    }

    public Task ChangeNextAsync(long memberId, long id, Plan? plan, CancellationToken cancel) =>
        ChangeAsync(memberId, id, (s, now) => s.ChangeNext(plan, now), cancel);

    /// <param name="endsAccess">Where it ends by this, what was paid of it closes too.</param>
    private async Task ChangeAsync(
        long memberId, long id, Action<Subscription, DateTime> change, CancellationToken cancel, bool endsAccess = false)
    {
        var own = (await FindAsync(memberId, id, cancel)).Row;
        var now = Now;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.TakeCustomerTurnAsync(own.CommunityId, memberId, now, cancel);
        db.ChangeTracker.Clear();
        var subscription = await keep.FindAsync(id, cancel);
        await keep.CountAsync(subscription, subscription.Ripen(now), cancel);
        change(subscription, now);
        await keep.CountAsync(subscription, [.. subscription.Ripen(now), now], cancel);
        if (subscription.EndedAt is not null)
            await keep.CloseGraceAsync(subscription, Cancelled, now, cancel);
        if (endsAccess && subscription.EndedAt is not null)
            await keep.EndLinesAsync(subscription, Cancelled, new Thing("subscription", id), memberId, now, cancel);
        keep.Tend(subscription);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

/// <param name="Row">As it was read.</param>
internal sealed record OwnSubscription(Subscription Row, SubscriptionStanding Standing, CommunityInfo Community)
{
    /// <summary>Where the next period is paid by hand.</summary>
    public string PayPath
    {
        get
        {
            var plan = Row.NextPlan ?? Row.Plan;
            return Links.To($"/c/{Community.Slug}/checkout", ("kind", plan.ItemKind), ("item", plan.ItemId),
                ("interval", EnumWordsOf(plan)),
                ("currency", Row.Currency), ("returnUrl", "/account/subscriptions"));
        }
    }

    private static string EnumWordsOf(Plan plan) => Kernel.Values.EnumWords.Of(plan.Interval);
}

/// <summary>What may be offered to whoever is about to cancel.</summary>
internal static class Offers
{
    public static bool CanTakePercent(Subscription s, SubscriptionTerms terms, DateTime now) =>
        terms.Offer == StayOffer.Percent && s.IsRecurring && s.NextPercentOff is null && !s.IsCancelled && s.HasStayed is false
        && s.StateAt(now) == SubscriptionStanding.Active;

    public static bool CanPause(Subscription s, DateTime now) =>
        s is { IsCancelled: false, PausedFrom: null } && s.StateAt(now) == SubscriptionStanding.Active;
}
