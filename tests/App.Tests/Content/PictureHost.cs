using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Content;

/// <summary>Somebody else's image host: most addresses are pictures, some answer as such servers do when they fail.</summary>
internal sealed class PictureHost : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<string> _asked = [];
    private int _now, _most;

    private PictureHost(WebApplication server) => _server = server;

    public string Url { get; private set; } = "";

    /// <summary>Paths with their queries, in the order in which they were asked for.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>How many requests were open at once.</summary>
    public int MostAtOnce => _most;

    /// <summary>What a path answers from now on.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new()
    {
        ["/missing.png"] = http => StatusAsync(http, 404),
        ["/page.png"] = http => http.Response.WriteAsync("<html><body>Buy our pictures</body></html>"),
        ["/vector.svg"] = http => http.Response.WriteAsync("<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ["/large.png"] = http =>
        {
            http.Response.ContentLength = 30L * 1024 * 1024;
            return http.Response.Body.WriteAsync(TestPng.Of("large")).AsTask();
        },
        ["/endless.png"] = EndlessAsync,
        ["/wide.png"] = http => BytesAsync(http, TestPng.Claiming(20_000, 20_000)),
        ["/cut.png"] = http => BytesAsync(http, TestPng.Of("a picture that breaks off")[..40]),
        ["/inside.png"] = http => MovedAsync(http, "http://10.0.0.1/secret"),
        ["/file.png"] = http => MovedAsync(http, "file:///etc/passwd"),
        ["/round.png"] = http => MovedAsync(http, "/round.png"),
        ["/moved.png"] = http => MovedAsync(http, "/there.png"),
        ["/broken.png"] = async http =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.Body.WriteAsync(TestPng.Of("b"));
            await http.Response.Body.FlushAsync();
            http.Abort();
        },
    };

    /// <summary>For a path whose request shall not be answered: what is cancelled when it comes.</summary>
    public Func<string, CancellationTokenSource?> Hold { get; set; } = _ => null;

    public static async Task<PictureHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var host = new PictureHost(builder.Build());
        host._server.Run(host.AnswerAsync);
        await host._server.StartAsync();
        host.Url = host._server.Urls.Single();
        return host;
    }

    public static Task Picture(HttpContext http) => BytesAsync(http, TestPng.Of(http.Request.Path.Value!));

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.ToUriComponent();
        _asked.Enqueue(path + http.Request.QueryString);
        var now = Interlocked.Increment(ref _now);
        InterlockedMost(now);
        try
        {
            if (Hold(path) is { } stop)
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }
            // Long enough for the next one to come, if it may.
            if (path.StartsWith("/slow", StringComparison.Ordinal))
                await Task.Delay(20, http.RequestAborted);
            await Answers.GetValueOrDefault(path, Picture)(http);
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }

    private void InterlockedMost(int now)
    {
        for (var most = _most; now > most; most = _most)
            Interlocked.CompareExchange(ref _most, now, most);
    }

    private static Task BytesAsync(HttpContext http, byte[] bytes)
    {
        // What a server calls its pictures means nothing.
        http.Response.ContentType = "application/octet-stream";
        return http.Response.Body.WriteAsync(bytes).AsTask();
    }

    private static async Task EndlessAsync(HttpContext http)
    {
        var piece = new byte[64 * 1024];
        await http.Response.Body.WriteAsync(TestPng.Of("endless"));
        while (!http.RequestAborted.IsCancellationRequested)
            await http.Response.Body.WriteAsync(piece);
    }

    private static Task MovedAsync(HttpContext http, string to)
    {
        (http.Response.StatusCode, http.Response.Headers.Location) = (302, to);
        return Task.CompletedTask;
    }

    private static Task StatusAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
