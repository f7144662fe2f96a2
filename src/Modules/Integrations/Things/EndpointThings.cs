using Guildhall.Integrations.Webhooks;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Integrations.Things;

/// <summary>Outgoing webhooks, by their addresses.</summary>
internal sealed class EndpointThings(AppDb db) : IOwnThings
{
    private const string Endpoint = "webhook_endpoint";

    public IReadOnlyList<string> Kinds => [Endpoint];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var ids = things.Select(t => t.Id).ToList();
        // The community is named, and may be another one than the request's.
        var endpoints = await db.Set<WebhookEndpoint>().IgnoreQueryFilters().AsNoTracking()
            .Where(e => e.CommunityId == community.Id && ids.Contains(e.Id)).Select(e => new { e.Id, e.Url }).ToListAsync(cancel);
        return [.. endpoints.Select(e => new ThingFacts(
            new Thing(Endpoint, e.Id), e.Url, new ThingName("the webhook to {0}", [e.Url]),
            $"/c/{community.Slug}/manage/webhook-endpoints/{e.Id}", new Requirement.Permission(Permissions.ManageCommunity)))];
    }
}
