using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Integrations.Webhooks;

/// <param name="Events">Qualified kinds.</param>
/// <param name="FailingSince">UTC; null after a success.</param>
/// <param name="DisabledAt">UTC; null while it is on.</param>
public sealed record EndpointResponse(
    long Id, string Url, IReadOnlyList<string> Events, DateTime CreatedAt, DateTime? FailingSince, DateTime? DisabledAt);

/// <param name="Took">Milliseconds of the last try.</param>
/// <param name="Failure">A code, such as timed_out; null when the last try was answered.</param>
public sealed record DeliveryResponse(
    long Id, string MessageId, string Kind, DeliveryState State, int Attempts, int? Status, string? Failure, int? Took,
    DateTime CreatedAt, DateTime? LastAttemptAt, string Body, string Excerpt);

/// <summary>The endpoints of the community at hand, and what was sent to them.</summary>
internal sealed class EndpointLists(AppDb db)
{
    public async Task<IReadOnlyList<EndpointResponse>> AllAsync(CancellationToken cancel) =>
        [.. (await db.Set<WebhookEndpoint>().AsNoTracking().OrderBy(e => e.Id).ToListAsync(cancel)).Select(Of)];

    public async Task<EndpointResponse> OneAsync(long id, CancellationToken cancel) =>
        Of(await db.Set<WebhookEndpoint>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancel) ?? throw Refused.NotFound());

    public async Task<Page<DeliveryResponse, long>> DeliveriesAsync(long endpointId, long? before, int limit, CancellationToken cancel)
    {
        await OneAsync(endpointId, cancel);
        var rows = db.Set<EndpointDelivery>().AsNoTracking().Where(d => d.EndpointId == endpointId);
        if (before is { } key)
            rows = rows.Where(d => d.Id < key);
        var page = await rows.OrderByDescending(d => d.Id).PageAsync(Paging.Limit(limit), d => d.Id, cancel);
        return page.Select(d => new DeliveryResponse(
            d.Id, d.MessageId, d.Kind, d.State, d.Attempts, d.Status, d.Failure, d.Took, d.CreatedAt, d.LastAttemptAt, d.Body, d.Excerpt));
    }

    private static EndpointResponse Of(WebhookEndpoint e) => new(e.Id, e.Url, [.. e.Kinds], e.CreatedAt, e.FailingSince, e.DisabledAt);
}
