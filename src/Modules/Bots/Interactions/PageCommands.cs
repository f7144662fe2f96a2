using Guildhall.Bots.Buttons;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Bots.Interactions;

/// <summary>The buttons of bots on pages.</summary>
internal static class PageCommands
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/c/{community}/bots/buttons/{id:long}/press", async (
            string community, long id, [FromForm] IFormCollection _, PressButton press, CancellationToken cancel) =>
        {
            var (interaction, button) = await press.RunAsync(id, Guid.NewGuid().ToString("n"), cancel);
            // A channel shows what comes of it above its composer; below a post there is no place for that.
            return Redirects.To(button.PostKind == "message" ? InteractionPaths.Message(community, button.PostId)
                : InteractionPaths.Of(community, interaction.Id));
        }).RequireAuthorization().ExcludeFromDescription();
}
