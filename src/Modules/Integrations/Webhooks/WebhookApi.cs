using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Integrations.Webhooks;

/// <summary>Outgoing webhooks for operators' programs.</summary>
internal static class WebhookApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/communities/{community}/manage/webhook-endpoints").WithTags("Webhooks").RequirePermission(Permissions.ManageCommunity);
        var reads = all.MapGroup("").RequireScope("communities:read");
        reads.MapGet("", ListAsync).WithName("ListWebhookEndpoints").WithSummary("The community's webhook endpoints.");
        reads.MapGet("/{id:long}/deliveries", DeliveriesAsync).WithName("ListWebhookDeliveries").WithSummary("What was sent to an endpoint, newest first, for thirty days.");
        var writes = all.MapGroup("").RequireScope("communities:write");
        writes.MapPost("", CreateAsync).WithName("CreateWebhookEndpoint").WithSummary("Makes an endpoint. Its secret is in the answer and nowhere else.").ProducesProblem(422);
        writes.MapPatch("/{id:long}", ChangeAsync).WithName("ChangeWebhookEndpoint").WithSummary("Changes what is given, and switches it on or off.").ProducesProblem(422);
        writes.MapDelete("/{id:long}", RemoveAsync).WithName("RemoveWebhookEndpoint").WithSummary("Removes an endpoint and its log.");
        writes.MapPost("/{id:long}/secret", RotateAsync).WithName("RotateWebhookSecret").WithSummary("Makes a new secret; the one before signs beside it for a day.");
        writes.MapPost("/{id:long}/test", TestAsync).WithName("TestWebhookEndpoint").WithSummary("Sends a test message.");
        writes.MapPost("/{id:long}/deliveries/{delivery:long}/replay", ReplayAsync).WithName("ReplayWebhookDelivery").WithSummary("Sends a message once more, under the same id.");
    }

    private static async Task<Ok<EndpointsResponse>> ListAsync(string community, EndpointLists lists, CancellationToken cancel) =>
        TypedResults.Ok(new EndpointsResponse(await lists.AllAsync(cancel)));

    private static async Task<Ok<DeliveriesResponse>> DeliveriesAsync(
        string community, long id, EndpointLists lists, CancellationToken cancel, long? after = null, int limit = 50)
    {
        var page = await lists.DeliveriesAsync(id, after, limit, cancel);
        return TypedResults.Ok(new DeliveriesResponse(page.Items, page.Next));
    }

    private static async Task<IResult> CreateAsync(
        string community, EndpointRequest wanted, ArrangeEndpoints arrange, CancellationToken cancel)
    {
        var (id, secret) = await arrange.CreateAsync(new EndpointWish(wanted.Url, wanted.Events), cancel);
        return TypedResults.Created(Redirects.Encode($"/api/communities/{community}/manage/webhook-endpoints"), new EndpointCreatedResponse(id, secret));
    }

    private static async Task<Ok<EndpointResponse>> ChangeAsync(
        string community, long id, EndpointRequest wanted, ArrangeEndpoints arrange, EndpointLists lists, CancellationToken cancel)
    {
        if (wanted.Url is not null || wanted.Events is not null)
            await arrange.ChangeAsync(id, new EndpointWish(wanted.Url, wanted.Events), cancel);
        if (wanted.Enabled is { } on)
            await arrange.SwitchAsync(id, on, cancel);
        return TypedResults.Ok(await lists.OneAsync(id, cancel));
    }

    private static async Task<NoContent> RemoveAsync(string community, long id, ArrangeEndpoints arrange, CancellationToken cancel)
    {
        await arrange.RemoveAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<EndpointCreatedResponse>> RotateAsync(
        string community, long id, ArrangeEndpoints arrange, CancellationToken cancel) =>
        TypedResults.Ok(new EndpointCreatedResponse(id, await arrange.RotateAsync(id, cancel)));

    private static async Task<Accepted<DeliveryStartedResponse>> TestAsync(
        string community, long id, SendByHand send, CancellationToken cancel) =>
        TypedResults.Accepted((string?)null, new DeliveryStartedResponse(await send.TestAsync(id, cancel)));

    private static async Task<Accepted<DeliveryStartedResponse>> ReplayAsync(
        string community, long id, long delivery, SendByHand send, CancellationToken cancel)
    {
        await send.ReplayAsync(id, delivery, cancel);
        return TypedResults.Accepted((string?)null, new DeliveryStartedResponse(delivery));
    }
}

/// <param name="Events">Kinds such as content.article_published.</param>
/// <param name="Enabled">Only for a change.</param>
public sealed record EndpointRequest(string? Url, IReadOnlyList<string>? Events, bool? Enabled = null);

/// <param name="Secret">Shown this once.</param>
public sealed record EndpointCreatedResponse(long Id, string Secret);

public sealed record EndpointsResponse(IReadOnlyList<EndpointResponse> Items);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record DeliveriesResponse(IReadOnlyList<DeliveryResponse> Items, long? Next);

public sealed record DeliveryStartedResponse(long Delivery);
