using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Guildhall.Web.Hosting;

/// <summary>How the server stops, in seconds; section <c>Guildhall:Stop</c>.</summary>
internal sealed class StopOptions
{
    /// <summary>How long it serves on while its readiness says no, until the proxy has noticed and sends requests elsewhere.</summary>
    [Range(0, 600)]
    public int NoticeSeconds { get; set; } = 5;

    /// <summary>How long after that requests that are under way may take; then they are cut off.</summary>
    [Range(0, 3600)]
    public int DrainSeconds { get; set; } = 30;
}

/// <summary>
/// The end in three steps: not ready but serving, then finishing without taking anything new, then gone. Kestrel closes its port as soon
/// as it is told to stop, so whoever tells it waits for the first step.
/// </summary>
internal static class GracefulStop
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<StopOptions>().BindConfiguration("Guildhall:Stop").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StopNotice>();
        services.AddHealthChecks().AddCheck<StopNotice>("not stopping", tags: ["ready"]);
    }

    /// <summary>
    /// Once notice is given, an answer also asks for the connection to be closed: one that is kept alive would be cut off when the port
    /// closes, perhaps with the next request already on its way. HTTP/2 tells its clients by itself.
    /// </summary>
    public static void Use(WebApplication app)
    {
        var notice = app.Services.GetRequiredService<StopNotice>();
        app.Use((http, next) =>
        {
            if (notice.IsGiven && !HttpProtocol.IsHttp2(http.Request.Protocol) && !HttpProtocol.IsHttp3(http.Request.Protocol))
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers.Connection = "close";
                    return Task.CompletedTask;
                });
            return next(http);
        });
    }

    /// <summary>
    /// Serves until a signal or <paramref name="cancel"/> ends it. SIGTERM gives notice; Ctrl+C does not: a person waits.
    /// </summary>
    public static async Task RunAsync(WebApplication app, CancellationToken cancel)
    {
        using var hurry = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => hurry.Cancel());
        await app.StartAsync(cancel);
        await using var cancelled = cancel.Register(app.Lifetime.StopApplication);
        await ToldAsync(app.Lifetime.ApplicationStopping);
        await GiveNoticeAsync(app.Services, hurry.Token);
        await EndAsync(app);
    }

    public static async Task GiveNoticeAsync(IServiceProvider services, CancellationToken hurry)
    {
        services.GetRequiredService<StopNotice>().Give();
        var pause = TimeSpan.FromSeconds(services.GetRequiredService<IOptions<StopOptions>>().Value.NoticeSeconds);
        await Task.Delay(pause, services.GetRequiredService<TimeProvider>(), hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// The server first, with a limit of its own: requests that use it up leave time for what the other services still write.
    /// </summary>
    public static async Task EndAsync(IHost app)
    {
        var drain = TimeSpan.FromSeconds(app.Services.GetRequiredService<IOptions<StopOptions>>().Value.DrainSeconds);
        using var limit = new CancellationTokenSource(drain, app.Services.GetRequiredService<TimeProvider>());
        await app.Services.GetRequiredService<IServer>().StopAsync(limit.Token);
        await app.StopAsync(CancellationToken.None);
    }

    private static Task ToldAsync(CancellationToken stopping)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stopping.Register(ended.SetResult);
        return ended.Task;
    }
}

/// <summary>Whether this node is about to stop: it serves, but wants nothing new.</summary>
internal sealed class StopNotice : IHealthCheck
{
    private volatile bool _given;

    public bool IsGiven => _given;

    public void Give() => _given = true;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancel = default) =>
        Task.FromResult(_given ? HealthCheckResult.Unhealthy("This node is about to stop.") : HealthCheckResult.Healthy());
}
