using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Integrations.Webhooks;

/// <summary>Sends a test message to an endpoint, or one of before once more.</summary>
internal sealed class SendByHand(AppDb db, Guard guard, OwnersMayKnow owners, CommunityScope community, TimeProvider time)
{
    /// <returns>The test message's delivery.</returns>
    public async Task<long> TestAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var endpoint = await FindAsync(id, cancel);
        if (!endpoint.IsOn)
            throw new Refused("endpoint_off", 409, "This endpoint is turned off. Switch it on first.");
        var delivery = WebhookMessage.OfTest(endpoint, community.Required.Slug, Now());
        db.Add(delivery);
        db.Enqueue(() => WebhookMessage.Order(delivery));
        await db.SaveChangesAsync(cancel);
        return delivery.Id;
    }

    public async Task ReplayAsync(long endpointId, long deliveryId, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var endpoint = await FindAsync(endpointId, cancel);
        var delivery = await db.Set<EndpointDelivery>().SingleOrDefaultAsync(d => d.Id == deliveryId && d.EndpointId == endpointId, cancel)
            ?? throw Refused.NotFound();
        if (!endpoint.IsOn)
            throw new Refused("endpoint_off", 409, "This endpoint is turned off. Switch it on first.");
        if (!await owners.MayKnowAsync(endpoint, delivery, Now(), cancel))
            throw new Refused("not_allowed", 409, "The endpoint's owner may no longer know of this.");
        delivery.Replay();
        db.Enqueue(() => WebhookMessage.Order(delivery));
        await db.SaveChangesAsync(cancel);
    }

    private async Task<WebhookEndpoint> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<WebhookEndpoint>().SingleOrDefaultAsync(e => e.Id == id, cancel) ?? throw Refused.NotFound();

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
