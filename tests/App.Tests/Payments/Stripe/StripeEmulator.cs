using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>
/// Stripe on a port of its own: the calls that our client makes, with its forms, expansions, idempotency keys, errors and events. What a
/// person does on Stripe's pages is a method of <see cref="StripeBooks"/>. It can be told to misbehave.
/// </summary>
internal sealed class StripeEmulator : IAsyncDisposable
{
    public const string SecretKey = "sk_test_emulated", WebhookSecret = "whsec_emulated";

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, (string Asked, int Status, string Answer)> _answered = [];

    private StripeEmulator(WebApplication server) => _server = server;

    public StripeBooks Books { get; } = new();

    public ConcurrentQueue<StripeCall> Calls { get; } = [];

    /// <summary>What happens to the next calls, one each; what is not named happens as it should.</summary>
    public ConcurrentQueue<(string Path, StripeFault Fault)> Faults { get; } = [];

    public string Url { get; private set; } = "";

    public int Port => new Uri(Url).Port;

    public static async Task<StripeEmulator> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var emulator = new StripeEmulator(builder.Build());
        emulator._server.Run(emulator.AnswerAsync);
        await emulator._server.StartAsync();
        emulator.Url = emulator._server.Urls.Single();
        return emulator;
    }

    /// <summary>As after a day.</summary>
    public void ForgetKeys() => _answered.Clear();

    /// <summary>The next <paramref name="times"/> calls that begin so, e.g. <c>POST /v1/refunds</c>, end badly.</summary>
    public void Break(string path, StripeFault fault, int times = 1)
    {
        for (var i = 0; i < times; i++)
            Faults.Enqueue((path, fault));
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/c/pay"))
        {
            await ShowPageAsync(http);
            return;
        }
        var call = await StripeCall.OfAsync(http.Request);
        Calls.Enqueue(call);
        var fault = TakeFault(call);
        if (fault is StripeFault.TooMany or StripeFault.Broken)
        {
            await SayAsync(http, fault == StripeFault.TooMany ? 429 : 500, Error("api_error", null, "Not now.").ToJsonString());
            return;
        }
        if (fault == StripeFault.NeverArrives)
        {
            http.Abort();
            return;
        }
        var (status, answer) = http.Request.Headers.Authorization == $"Bearer {SecretKey}" ? Once(call)
            : (401, Error("invalid_request_error", null, "Invalid API Key provided: sk_test_***").ToJsonString());
        if (fault == StripeFault.AnswerLost)
            http.Abort();
        else if (fault == StripeFault.AnswerCutOff)
            await SayAsync(http, status, answer[..(answer.Length / 2)]);
        else
            await SayAsync(http, status, answer);
    }

    private Task ShowPageAsync(HttpContext http)
    {
        var session = Books.Get(http.Request.Path.Value!.Split('/')[^1]);
        if (http.Request.Method != "POST")
            return HostedPage.ShowAsync(http, "Stripe", $"{session["amount_total"]} {session["currency"]}");
        if (session["status"]!.ToString() == "open")
            Books.Pay(session["id"]!.ToString());
        HostedPage.SendBack(http, session["success_url"]!.ToString());
        return Task.CompletedTask;
    }

    private StripeFault? TakeFault(StripeCall call)
    {
        if (!Faults.TryPeek(out var next) || !$"{call.Method} {call.Path}".StartsWith(next.Path, StringComparison.Ordinal))
            return null;
        return Faults.TryDequeue(out next) ? next.Fault : null;
    }

    /// <summary>The same key gives the same answer, and is refused with other words.</summary>
    private (int Status, string Answer) Once(StripeCall call)
    {
        if (call.Method != "POST" || call.Key is null)
            return Do(call);
        lock (_answered)
        {
            if (_answered.TryGetValue(call.Key, out var before))
                return before.Asked == call.Words ? (before.Status, before.Answer)
                    : (400, Error("idempotency_error", null, "Keys for idempotent requests can only be used with the same parameters.").ToJsonString());
            var (status, answer) = Do(call);
            if (status < 400)
                _answered[call.Key] = (call.Words, status, answer);
            return (status, answer);
        }
    }

    private (int Status, string Answer) Do(StripeCall call)
    {
        try
        {
            return (200, StripeRoutes.Answer(Books, call).ToJsonString());
        }
        catch (StripeRefusal refusal)
        {
            return (refusal.Status, Error("invalid_request_error", refusal.Code, refusal.Message).ToJsonString());
        }
    }

    private static JsonObject Error(string type, string? code, string message) =>
        new() { ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["message"] = message } };

    private static async Task SayAsync(HttpContext http, int status, string answer)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers["Request-Id"] = "req_emulated";
        await http.Response.WriteAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }
}

internal enum StripeFault
{
    /// <summary>429 before anything is done.</summary>
    TooMany,

    /// <summary>500 before anything is done.</summary>
    Broken,

    /// <summary>The connection ends before anything is done.</summary>
    NeverArrives,

    /// <summary>It is done, and the connection ends.</summary>
    AnswerLost,

    /// <summary>It is done, and half of the answer comes.</summary>
    AnswerCutOff,
}

internal sealed class StripeRefusal(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
}
