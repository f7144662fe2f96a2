using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Payments.PayPal;

/// <summary>
/// PayPal's server for one app: tokens, request ids that give the same answer again, errors in its words, certificates of webhooks. Signing
/// is written here anew, so that a mistake of ours is not made twice.
/// </summary>
internal sealed partial class PayPalEmulator : ProcessorEmulator
{
    public const string ClientId = "client-1", Secret = "secret-1", WebhookId = "4JH86294D6297924G";

    private readonly Dictionary<string, Reply> _answered = [];
    private readonly Dictionary<string, (X509Certificate2 Certificate, RSA Key)> _certificates = [];
    private readonly HashSet<string> _tokens = [];
    private int _made;

    /// <summary>The kind of call and the request id that came with it, in their order.</summary>
    public List<(string Path, string Id)> RequestIds { get; } = [];

    public void ForgetTokens() => _tokens.Clear();

    protected override async Task<Reply> AnswerAsync(HttpRequest request, byte[] body)
    {
        await Task.CompletedTask;
        var path = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["v1", "notifications", "certs", var name])
            return _certificates.TryGetValue(name, out var kept)
                ? new Reply(200, Encoding.ASCII.GetBytes(kept.Certificate.ExportCertificatePem())) : new Reply(404);
        if (path is ["v1", "oauth2", "token"])
            return Token(request, body);
        if (request.Headers.Authorization.ToString() is not { Length: > 7 } bearer || !_tokens.Contains(bearer[7..]))
            return Error(401, "AUTHENTICATION_FAILURE");
        var id = request.Headers["PayPal-Request-Id"].ToString();
        if (id.Length == 0)
            return Route(request, path, body);
        if (id.Length > 108)
            return Error(400, "INVALID_REQUEST");
        lock (RequestIds)
            RequestIds.Add((request.Path, id));
        if (_answered.TryGetValue(request.Path + id, out var before))
            return before;
        return _answered[request.Path + id] = Route(request, path, body);
    }

    private Reply Route(HttpRequest request, string[] path, byte[] body) => (request.Method, path) switch
    {
        ("POST", ["v2", "checkout", "orders"]) => Create(Parse(body)),
        ("GET", ["v2", "checkout", "orders", var id]) => Find(Orders, id, o => Describe(o)),
        ("POST", ["v2", "checkout", "orders", var id, "capture"]) => Capture(id),
        ("POST", ["v2", "payments", "captures", var id, "refund"]) => Refund(id, Parse(body)),
        ("GET", ["v2", "payments", "refunds", var id]) => Find(Refunds, id, r => Describe(r)),
        ("POST", ["v1", "catalogs", "products"]) => Product(Parse(body)),
        ("POST", ["v1", "billing", "plans"]) => Plan(Parse(body)),
        ("POST", ["v1", "billing", "subscriptions"]) => Subscribe(Parse(body)),
        ("GET", ["v1", "billing", "subscriptions", var id]) => Find(Subscriptions, id, s => Describe(s)),
        ("GET", ["v1", "billing", "subscriptions", var id, "transactions"]) => Find(Subscriptions, id, Transactions),
        ("POST", ["v1", "billing", "subscriptions", var id, "revise"]) => Revise(id, Parse(body)),
        ("POST", ["v1", "billing", "subscriptions", var id, var deed]) => Act(id, deed, Parse(body)),
        ("GET", ["v1", "customer", "disputes"]) => new Reply(200, new JsonObject
        {
            ["items"] = new JsonArray([.. Disputes.Where(d => d.Capture == request.Query["disputed_transaction_id"]).Select(d => d.Item.DeepClone())]),
        }),
        ("GET", ["v1", "customer", "disputes", var id]) => ShowDispute(id),
        ("POST", ["v1", "customer", "disputes", var id, "provide-evidence"]) => ProvideEvidence(id, request.ContentType, body),
        ("POST", ["v1", "customer", "disputes", var id, "accept-claim"]) => AcceptClaim(id, Parse(body)),
        ("GET", ["v1", "reporting", "transactions"]) => Report(request.Query["start_date"]!, request.Query["end_date"]!),
        ("GET", ["v1", "notifications", "webhooks", WebhookId]) => new Reply(200, new { id = WebhookId, url = "https://guild.example.org/webhooks/paypal" }),
        _ => Error(404, "RESOURCE_NOT_FOUND"),
    };

    private Reply Token(HttpRequest request, byte[] body)
    {
        var basic = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{ClientId}:{Secret}"));
        if (request.Headers.Authorization != basic || !Encoding.ASCII.GetString(body).Contains("grant_type=client_credentials", StringComparison.Ordinal))
            return new Reply(401, new { error = "invalid_client" });
        var token = RandomNumberGenerator.GetHexString(20);
        _tokens.Add(token);
        return new Reply(200, new { access_token = token, token_type = "Bearer", app_id = "APP-80W284485P519543T", expires_in = 32400 });
    }

    /// <summary>A certificate with which webhooks are signed, and the address where it lies.</summary>
    public string Certify(string name = "127.0.0.1", DateTimeOffset? at = null)
    {
        var id = $"CERT-{Interlocked.Increment(ref _made)}";
        _certificates[id] = Certificate(name, at ?? new DateTimeOffset(Now()));
        return $"{Url}/v1/notifications/certs/{id}";
    }

    /// <summary>The key of a certificate, in PEM.</summary>
    public string KeyOf(string certificateUrl) => _certificates[certificateUrl.Split('/')[^1]].Key.ExportPkcs8PrivateKeyPem();

    /// <summary>The headers for a body.</summary>
    public Dictionary<string, string> Sign(byte[] body, string certificateUrl, string webhookId = WebhookId)
    {
        var (id, time) = (Guid.NewGuid().ToString(), Text(Now()));
        var text = $"{id}|{time}|{webhookId}|{Crc(body).ToString(CultureInfo.InvariantCulture)}";
        var signature = _certificates[certificateUrl.Split('/')[^1]].Key
            .SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new()
        {
            ["PAYPAL-TRANSMISSION-ID"] = id, ["PAYPAL-TRANSMISSION-TIME"] = time, ["PAYPAL-TRANSMISSION-SIG"] = Convert.ToBase64String(signature),
            ["PAYPAL-CERT-URL"] = certificateUrl, ["PAYPAL-AUTH-ALGO"] = "SHA256withRSA",
        };
    }

    /// <summary>What it sends us.</summary>
    public HttpRequestMessage Webhook(byte[] body, string certificateUrl, Action<Dictionary<string, string>>? change = null)
    {
        var headers = Sign(body, certificateUrl);
        change?.Invoke(headers);
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/paypal") { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>By a table, where the program goes bit by bit.</summary>
    private static uint Crc(byte[] bytes)
    {
        var table = Enumerable.Range(0, 256)
            .Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? (c >> 1) ^ 0xEDB88320u : c >> 1)).ToArray();
        return ~bytes.Aggregate(uint.MaxValue, (crc, b) => table[(crc ^ b) & 255] ^ (crc >> 8));
    }

    private static Reply Find<T>(Dictionary<string, T> all, string id, Func<T, object> describe) =>
        all.TryGetValue(id, out var found) ? new Reply(200, describe(found)) : Error(404, "RESOURCE_NOT_FOUND");

    private static Reply Error(int status, string name, string? issue = null) => new(status, new JsonObject
    {
        ["name"] = name, ["message"] = name, ["debug_id"] = "d1",
        ["details"] = issue is null ? null : new JsonArray(new JsonObject { ["issue"] = issue, ["description"] = issue }),
    });

    private string NewId(string prefix = "") => prefix + $"{Interlocked.Increment(ref _made):d4}" + RandomNumberGenerator.GetString("0123456789ABCDEFGHJK", 13);

    private static string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What an amount is worth in hundredths, whatever the currency: only to compare.</summary>
    private static decimal Value(JsonNode? amount) => decimal.Parse((string)amount!["value"]!, CultureInfo.InvariantCulture);
}
