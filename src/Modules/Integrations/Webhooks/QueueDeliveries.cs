using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Integrations.Webhooks;

/// <summary>Makes a delivery of an event for each endpoint that wants it and whose owner may know it now.</summary>
internal sealed class QueueDeliveries(AppDb db, OwnersMayKnow owners, ICommunities communities) : IHandle<IEvent>
{
    public async Task HandleAsync(IEvent happened, Envelope envelope, CancellationToken cancel)
    {
        var kind = Activity.KindOf(happened.GetType());
        var wanting = (await db.Set<WebhookEndpoint>().Where(e => e.DisabledAt == null).ToListAsync(cancel))
            .Where(e => e.Kinds.Contains(kind)).ToList();
        if (wanting.Count == 0 || await communities.FindAsync(envelope.CommunityId, cancel) is not { } community)
            return;
        var told = await owners.HearAsync(kind, happened, cancel);
        if (told.By is Audience.Nobody)
            return;

        var made = new List<EndpointDelivery>();
        foreach (var endpoint in wanting)
        {
            if (await owners.MayKnowAsync(endpoint, kind, told.By, envelope.At, cancel))
                made.Add(WebhookMessage.Of(endpoint, community.Slug, kind, envelope, told.Data));
        }
        db.AddRange(made);
        foreach (var delivery in made)
            db.Enqueue(() => WebhookMessage.Order(delivery));
        await db.SaveChangesAsync(cancel);
    }
}
