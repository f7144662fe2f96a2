using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Notifications.Push;

/// <summary>
/// What a browser needs to take pushes: the service worker, the public key, and a place to say where it is. And the manifest, with which a
/// phone installs the site.
/// </summary>
internal static class PushEndpoints
{
    private static readonly Lazy<string> Worker = new(() =>
    {
        using var stream = typeof(PushEndpoints).Assembly.GetManifestResourceStream(
            typeof(PushEndpoints).Assembly.GetManifestResourceNames().Single(n => n.EndsWith("push-worker.js", StringComparison.Ordinal)))!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    public static void Map(IEndpointRouteBuilder routes)
    {
        // At the root: a worker reaches the pages below its own address.
        routes.MapGet("/push-worker.js", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-cache";
            return TypedResults.Text(Worker.Value, "text/javascript");
        }).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/manifest.webmanifest", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=3600";
            return TypedResults.Text(Manifest, "application/manifest+json");
        }).AllowAnonymous().ExcludeFromDescription();

        var api = routes.MapGroup("/api/me/push").WithTags("Notifications");
        api.MapGet("/key", async (PushKeys keys, CurrentMember member, CancellationToken cancel) =>
            TypedResults.Ok(new PushKeyResponse((await keys.GetAsync(member.RequireId(), cancel)).Public))).RequireScope("account:read")
            .WithName("GetPushKey").WithSummary("The installation's public key for Web Push (VAPID).");
        api.MapPut("/subscription", async (PushRequest wanted, PushSubscriptions subscriptions, CurrentMember member, CancellationToken cancel) =>
        {
            await subscriptions.AddAsync(member.RequireId(), wanted.Endpoint, wanted.Keys?.P256dh, wanted.Keys?.Auth, cancel);
            return TypedResults.NoContent();
        }).RequireScope("account:write").WithName("SubscribeToPush").WithSummary("This browser takes pushes for the member.");
        api.MapPost("/standing", async (PushRequest asked, PushSubscriptions subscriptions, CurrentMember member, CancellationToken cancel) =>
            TypedResults.Ok(new PushStandingResponse(await subscriptions.IsOnAsync(member.RequireId(), asked.Endpoint, cancel))))
            .RequireScope("account:read").WithName("GetPushStanding").WithSummary("Whether this browser takes pushes for the member.");
        api.MapPost("/unsubscription", async (PushRequest wanted, PushSubscriptions subscriptions, CurrentMember member, CancellationToken cancel) =>
        {
            await subscriptions.RemoveAsync(member.RequireId(), wanted.Endpoint, cancel);
            return TypedResults.NoContent();
        }).RequireScope("account:write").WithName("UnsubscribeFromPush").WithSummary("This browser takes no more pushes.");
    }

    private const string Manifest =
        """
        {
          "name": "Guildhall 书院",
          "short_name": "书院",
          "start_url": "/",
          "scope": "/",
          "display": "standalone",
          "background_color": "#f7f4ee",
          "theme_color": "#f7f4ee",
          "icons": [{ "src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any" }]
        }
        """;
}

public sealed record PushKeyResponse(string Key);

/// <param name="On">It ends with the session in which it was switched on.</param>
public sealed record PushStandingResponse(bool On);

/// <param name="Endpoint">Of the browser's push service.</param>
public sealed record PushRequest(string? Endpoint, PushKeysRequest? Keys);

/// <param name="P256dh">Base64url, 65 bytes.</param>
/// <param name="Auth">Base64url, 16 bytes.</param>
public sealed record PushKeysRequest(string? P256dh, string? Auth);
