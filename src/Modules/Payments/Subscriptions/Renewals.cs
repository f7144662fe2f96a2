using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Subscriptions;

/// <summary>Says whose end is looked after here.</summary>
internal sealed class Renewals(AppDb db, TimeProvider time) : IRenewals
{
    public async Task<IReadOnlySet<(long MemberId, Thing Item)>> OfAsync(
        long communityId, IReadOnlyCollection<long> memberIds, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var living = await db.Set<Subscription>().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.CommunityId == communityId && memberIds.Contains(s.MemberId) && s.EndedAt == null && s.CancelledAt == null)
            .ToListAsync(cancel);
        return living.Where(s => s.StateAt(now) != SubscriptionStanding.Ended).Select(s => (s.MemberId, s.Item)).ToHashSet();
    }

    public async Task<IReadOnlyList<RenewingSubscription>> ChargedAsync(
        long communityId, long memberId, string kind, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var living = await db.Set<Subscription>().IgnoreQueryFilters().AsNoTracking().Where(s => s.CommunityId == communityId
            && s.MemberId == memberId && s.ItemKind == kind && s.Processor != null && s.EndedAt == null && s.CancelledAt == null)
            .OrderBy(s => s.Id).ToListAsync(cancel);
        return [.. living.Where(s => s.StateAt(now) != SubscriptionStanding.Ended)
            .Select(s => new RenewingSubscription(s.Id, s.Item, s.Title))];
    }
}

/// <summary>Once a day every subscription that lives is looked after, also one whose work was given up or lost.</summary>
internal sealed class SweepSubscriptions(ICommunities communities, IServiceScopeFactory scopes) : IRecurringJob
{
    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var community in await communities.ListAsync(cancel))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(community);
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            foreach (var id in await db.Set<Subscription>().Where(s => s.EndedAt == null).OrderBy(s => s.Id).Select(s => s.Id)
                .ToListAsync(cancel))
                db.Enqueue(() => TendSubscription.Of(id));
            await db.SaveChangesAsync(cancel);
        }
    }
}
