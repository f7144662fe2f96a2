using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Integrations.Webhooks;

/// <summary>The buttons of the endpoint's page.</summary>
internal static class WebhookCommands
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/c/{community}/manage/webhook-endpoints/{id:long}").RequirePermission(Permissions.ManageCommunity).ExcludeFromDescription();
        one.MapPost("/test", async (string community, long id, [FromForm] IFormCollection _, SendByHand send, CancellationToken cancel) =>
        {
            await send.TestAsync(id, cancel);
            return Back(community, id);
        });
        one.MapPost("/activation", async (string community, long id, [FromForm] bool on, ArrangeEndpoints arrange, CancellationToken cancel) =>
        {
            await arrange.SwitchAsync(id, on, cancel);
            return Back(community, id);
        });
        one.MapPost("/removal", async (string community, long id, [FromForm] IFormCollection _, ArrangeEndpoints arrange, CancellationToken cancel) =>
        {
            await arrange.RemoveAsync(id, cancel);
            return Redirects.To($"/c/{community}/manage/webhook-endpoints");
        });
        one.MapPost("/deliveries/{delivery:long}/replay", async (
            string community, long id, long delivery, [FromForm] IFormCollection _, SendByHand send, CancellationToken cancel) =>
        {
            await send.ReplayAsync(id, delivery, cancel);
            return Back(community, id);
        });
    }

    private static IResult Back(string community, long id) => Redirects.To($"/c/{community}/manage/webhook-endpoints/{id}");
}
