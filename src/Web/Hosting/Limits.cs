using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Guildhall.Web.Hosting;

/// <summary>How often one viewer may ask, per minute: a member by id, a visitor by address.</summary>
internal sealed class LimitOptions
{
    [Range(1, 1_000_000)]
    public int WritesPerMinute { get; set; } = 120;

    [Range(1, 1_000_000)]
    public int SearchesPerMinute { get; set; } = 120;

    /// <summary>Previews of what is being written, so that writing long does not use up what posting needs.</summary>
    [Range(1, 1_000_000)]
    public int PreviewsPerMinute { get; set; } = 90;

    /// <summary>Signs of life of an open chat, and how far somebody has read: they must not use up what posting needs.</summary>
    [Range(1, 1_000_000)]
    public int SignalsPerMinute { get; set; } = 240;

    /// <summary>What one bot may post and answer: two that answer each other end here.</summary>
    [Range(1, 1_000_000)]
    public int BotWritesPerMinute { get; set; } = 60;

    [Range(1, 10_000_000)]
    public int RequestsPerMinute { get; set; } = 3000;
}

internal static class Limits
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("Guildhall:Limits").ValidateDataAnnotations().ValidateOnStart();
        var limits = builder.Configuration.GetSection("Guildhall:Limits").Get<LimitOptions>() ?? new LimitOptions();
        builder.Services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Partition(http, limits));
            options.OnRejected = RejectAsync;
        });
    }

    private static RateLimitPartition<string> Partition(HttpContext http, LimitOptions limits)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith("/webhooks/", StringComparison.Ordinal) || path.StartsWith("/health", StringComparison.Ordinal))
            return RateLimitPartition.GetNoLimiter("none");

        var member = http.RequestServices.GetRequiredService<CurrentMember>();
        var viewer = member.Id?.ToString(CultureInfo.InvariantCulture) ?? Address(http);
        // By the route and not by the address, which may be written in capitals.
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        if (route == "/api/preview")
            return Window("preview:" + viewer, limits.PreviewsPerMinute);
        if (route.EndsWith("/presence", StringComparison.Ordinal) || route.EndsWith("/read", StringComparison.Ordinal))
            return Window("signal:" + viewer, limits.SignalsPerMinute);
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            return Window("write:" + viewer, member.IsBot ? limits.BotWritesPerMinute : limits.WritesPerMinute);
        return route.EndsWith("/search", StringComparison.Ordinal)
            ? Window("search:" + viewer, limits.SearchesPerMinute)
            : Window("read:" + viewer, limits.RequestsPerMinute);
    }

    /// <summary>One person usually has a whole /64 of IPv6.</summary>
    private static string Address(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
            return "unknown";
        return address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.MapToIPv4().ToString();
    }

    private static RateLimitPartition<string> Window(string key, int perMinute) =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = perMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        });

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken cancel)
    {
        rejected.HttpContext.Response.Headers.RetryAfter = "10";
        await RefusalAnswers.AnswerAsync(rejected.HttpContext, new Refused("too_many_requests", 429, "You're doing that too often. Wait a few seconds and try again."), cancel);
    }
}
