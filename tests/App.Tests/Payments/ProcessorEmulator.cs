using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Payments;

/// <summary>A processor's server on this machine. It speaks their protocol, and misbehaves as a test tells it to.</summary>
internal abstract class ProcessorEmulator : IAsyncDisposable
{
    private WebApplication? _server;

    /// <summary>What happens to the next requests, each to the first that its path fits.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>Every request as "GET /path", in their order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Without a slash at its end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The instant by their clock.</summary>
    public Func<DateTime> Now { get; set; } = () => new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    public async Task StartAsync(bool tls = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        // A client that is led here asks for the true host.
        builder.Configuration["AllowedHosts"] = "*";
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (tls)
                listen.UseHttps(Certificate("127.0.0.1", TimeProvider.System.GetUtcNow()).Certificate);
        }));
        _server = builder.Build();
        _server.Run(TakeAsync);
        await _server.StartAsync();
        Url = _server.Urls.Single();
    }

    public void Fail(string path, FaultKind kind) => Faults.Add(new Fault(path, kind));

    public int Count(string request) => Requests.Count(r => r.Contains(request, StringComparison.Ordinal));

    /// <summary>A certificate with its key, valid from a year before until a year after.</summary>
    protected static (X509Certificate2 Certificate, RSA Key) Certificate(string name, DateTimeOffset at)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(at.AddYears(-1), at.AddYears(1));
        return (X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null), key);
    }

    protected abstract Task<Reply> AnswerAsync(HttpRequest request, byte[] body);

    /// <summary>A page for the buyer, which is no part of the protocol.</summary>
    /// <returns><c>false</c> where there is none.</returns>
    protected virtual Task<bool> ShowPageAsync(HttpContext http) => Task.FromResult(false);

    /// <summary>What every answer carries.</summary>
    protected virtual void Seal(HttpResponse response, byte[] body) { }

    private async Task TakeAsync(HttpContext http)
    {
        if (await ShowPageAsync(http))
            return;
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer);
        var path = $"{http.Request.Method} {http.Request.Path}";
        Requests.Enqueue(path);
        Fault? fault;
        lock (Faults)
        {
            fault = Faults.Find(f => path.Contains(f.Path, StringComparison.Ordinal));
            if (fault is not null)
                Faults.Remove(fault);
        }
        if (fault?.Kind is FaultKind.TooMany or FaultKind.Broken or FaultKind.HangsUp)
        {
            if (fault.Kind == FaultKind.HangsUp)
                http.Abort();
            else
                http.Response.StatusCode = fault.Kind == FaultKind.TooMany ? 429 : 500;
            return;
        }
        var reply = await AnswerAsync(http.Request, buffer.ToArray());
        if (fault?.Kind == FaultKind.LosesAnswer)
        {
            http.Abort();
            return;
        }
        var body = reply.Body is null ? [] : reply.Body as byte[] ?? JsonSerializer.SerializeToUtf8Bytes(reply.Body, Json);
        http.Response.StatusCode = reply.Status;
        if (reply.Body is not byte[])
            http.Response.ContentType = "application/json; charset=utf-8";
        Seal(http.Response, body);
        if (fault?.Kind == FaultKind.ForgesAnswer)
            body = [.. body, (byte)' '];
        if (fault?.Kind == FaultKind.CutsOff)
        {
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
            await http.Response.Body.FlushAsync();
            http.Abort();
            return;
        }
        if (body.Length > 0)
            await http.Response.Body.WriteAsync(body);
    }

    protected static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    protected static JsonObject Parse(byte[] body) => body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        await _server.StopAsync();
        await _server.DisposeAsync();
    }
}

/// <param name="Body">An object for JSON, bytes as they are, or nothing.</param>
internal sealed record Reply(int Status, object? Body = null);

internal sealed record Fault(string Path, FaultKind Kind);

internal enum FaultKind
{
    /// <summary>429.</summary>
    TooMany,

    /// <summary>500.</summary>
    Broken,

    /// <summary>Nothing is done, nothing is answered.</summary>
    HangsUp,

    /// <summary>It is done, and the answer never comes.</summary>
    LosesAnswer,

    /// <summary>The answer is not what was signed.</summary>
    ForgesAnswer,

    /// <summary>Half of the answer comes.</summary>
    CutsOff,
}
