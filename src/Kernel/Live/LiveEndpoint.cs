using System.Text;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Guildhall.Kernel.Live;

// Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). Resumed by the header Last-Event-ID, which browsers
// send by themselves, or by ?after=, for whoever opens a new connection; an id is "<transaction>-<activity>". Lines that begin with ':' are
// a sign of life every 15 seconds, below the patience of proxies (30 to 60 s). A signal has no id: it is not kept. The last word of a
// stream that the server ends is "over" (do not come back) or "rights" (come back, and hear less).
public static class LiveEndpoint
{
    public static void MapLive(this IEndpointRouteBuilder routes) => routes.MapGet("/api/events", RunAsync).RequireScope("events:read")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
        .WithTags("Events").WithName("StreamEvents").WithSummary("What happens, as server-sent events; resumes after an id by Last-Event-ID or ?after=.");

    public static IServiceCollection AddLive(this IServiceCollection services) => services
        .AddSingleton<LiveStreams>()
        .AddSingleton<LiveEvents>()
        .AddSingleton<LiveFeed>()
        .AddSingleton<EndStreams>()
        .AddHostedService(s => s.GetRequiredService<EndStreams>())
        .AddHostedService<SignsOfLife>()
        .AddHostedService(s => s.GetRequiredService<LiveFeed>())
        .AddSingleton<Contracts.Live.IListeners, Listeners>()
        .AddSingleton<Signals>()
        .AddSingleton<Contracts.Live.ISignals>(s => s.GetRequiredService<Signals>())
        .AddSingleton(s => new Events.NodeChannel(Signals.Channel, s.GetRequiredService<Signals>().Heard));

    private static async Task RunAsync(
        HttpContext http, CurrentMember member, LiveStreams streams, LiveFeed feed, IEndedRights rights, IHostApplicationLifetime life,
        TimeProvider time, string? after = null)
    {
        member.RequireId();
        // A page elsewhere could not read it, since no answer of ours names another origin; nor shall it hold a member's streams.
        if (!SameOriginWrites.IsSameOrigin(http.Request))
            throw new Refused("cross_site", StatusCodes.Status403Forbidden, "This request came from another site and was rejected.");
        var resumed = http.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? after;
        var seen = LiveEvents.Read(resumed);
        if (!string.IsNullOrEmpty(resumed) && seen is null)
            throw Refused.AtField("after", "event_id_malformed", "An event's id looks like 0-17. Leave it out to begin now.");

        using var stream = new LiveStream(member.Viewer, http.User);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stream.Ended, life.ApplicationStopping);
        try
        {
            var begins = await feed.OpenAsync(stream, seen, ending.Token);
            var closed = await rights.ClosedAsync(stream.MemberId, time.GetUtcNow().UtcDateTime, ending.Token);
            await WriteAsync(http, stream, LiveEvents.IdOf(begins), LastWords.Opening(closed), ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Either side has ended it; the other comes back by itself, unless it may not.
            if (stream.LastWord.Length > 0 && !http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(stream.LastWord, http.RequestAborted);
        }
        finally
        {
            streams.Close(stream);
        }
    }

    private static async Task WriteAsync(HttpContext http, LiveStream stream, string begins, string opening, CancellationToken ending)
    {
        var response = http.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        // Nginx would hold frames back until its buffer is full.
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"retry: 2000\nid: {begins}\nevent: open\ndata: {opening}\n\n"), ending);
        await response.Body.FlushAsync(ending);
        while (await stream.Waiting.WaitToReadAsync(ending))
        {
            while (stream.Waiting.TryRead(out var frame))
                await response.Body.WriteAsync(frame, ending);
            await response.Body.FlushAsync(ending);
        }
    }
}
