using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Live;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Integrations.Webhooks;

/// <summary>Makes a delivery of an event for each endpoint that wants it and whose owner may know it now.</summary>
internal sealed class QueueDeliveries(
    AppDb db, IServiceProvider services, IEnumerable<HeardEvent> heard, ICommunities communities, IAccess access) : IHandle<IEvent>
{
    public async Task HandleAsync(IEvent happened, Envelope envelope, CancellationToken cancel)
    {
        var kind = Activity.KindOf(happened.GetType());
        var wanting = (await db.Set<WebhookEndpoint>().Where(e => e.DisabledAt == null).ToListAsync(cancel))
            .Where(e => e.Kinds.Contains(kind)).ToList();
        if (wanting.Count == 0 || await communities.FindAsync(envelope.CommunityId, cancel) is not { } community)
            return;
        var known = heard.Single(h => h.Kind == kind);
        var told = await known.HeardAsync(services, happened, cancel);
        if (told.By is Audience.Nobody)
            return;

        var made = new List<EndpointDelivery>();
        foreach (var endpoint in wanting)
        {
            if (await MayKnowAsync(endpoint, known, told.By, envelope.At, cancel))
                made.Add(WebhookMessage.Of(endpoint, community.Slug, kind, envelope, told.Data));
        }
        db.AddRange(made);
        foreach (var delivery in made)
            db.Enqueue(() => WebhookMessage.Order(delivery));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<bool> MayKnowAsync(
        WebhookEndpoint endpoint, HeardEvent known, Audience audience, DateTime at, CancellationToken cancel)
    {
        var owner = new Viewer(endpoint.OwnerId);
        if (known.WebhookPermission is not { } permission
            || !(await access.DecideAsync(owner, Need.Permission(endpoint.CommunityId, permission), at, cancel)).Allowed)
            return false;
        // What is one member's own, an operator hears by permission; what stands behind a gate, only by passing it.
        return audience is not Audience.Needing needing || (await access.DecideAsync(owner, needing.Need, at, cancel)).Allowed;
    }
}
