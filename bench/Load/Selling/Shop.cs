using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Selling;

/// <summary>
/// A community that sells a membership by the test processor, buyers with tokens of their own, and the processor's part: its page, and
/// webhooks that are signed here and not with the program's code.
/// </summary>
internal sealed partial class Shop : IDisposable
{
    private const string Api = $"/api/communities/{NewCommunity.Slug}";

    private readonly HttpClient _http;
    private readonly string _secret;

    private Shop(Installation guildhall, HttpClient http, string secret, string owner, IReadOnlyList<string> buyers) =>
        (Guildhall, _http, _secret, Owner, Buyers) = (guildhall, http, secret, owner, buyers);

    public Installation Guildhall { get; }

    /// <summary>Token of the operator, who may read and move money.</summary>
    public string Owner { get; }

    /// <summary>A token of each.</summary>
    public IReadOnlyList<string> Buyers { get; }

    /// <summary>Variables for an installation in which so many register at once.</summary>
    public static IReadOnlyList<(string Name, string Value)> Settings { get; } =
    [
        ("Guildhall__Accounts__Registrations__PerMinute", "100000"), ("Guildhall__Accounts__Registrations__PerHour", "100000"),
    ];

    /// <summary>Sets up the installation, which then serves.</summary>
    public static async Task<Shop> OpenAsync(Installation guildhall, int buyers)
    {
        await guildhall.ServeAsync();
        await NewCommunity.SetUpAsync(guildhall);
        var owner = await NewCommunity.TokenAsync(guildhall, "orders:read orders:write members:read members:write");
        Report.Progress($"Registering {buyers} buyers …");
        var tokens = new string[buyers];
        await Parallel.ForAsync(0, buyers, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, _) => tokens[i] = await RegisterAsync(guildhall, i));
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = guildhall.Address, Timeout = TimeSpan.FromSeconds(60),
        };
        // The secret is made when the first webhook comes.
        using (await http.SendAsync(Webhook([], "t=1,v1=00"))) { }
        var secret = await guildhall.TextAsync("SELECT secret FROM processor_secrets WHERE processor = 'test'");
        return new Shop(guildhall, http, secret, owner, tokens);
    }

    /// <summary>Places an order for a month, or asks again for the one that the key has placed.</summary>
    public async Task<Placed> CheckoutAsync(string token, string key, string interval = "month")
    {
        using var answer = await AskCheckoutAsync(token, key, interval);
        var json = await ReadAsync(answer);
        return new Placed(json.GetProperty("order").GetString()!, json.GetProperty("start").GetProperty("redirect").GetString()!);
    }

    public Task<HttpResponseMessage> AskCheckoutAsync(string token, string key, string interval = "month")
    {
        var request = Request(HttpMethod.Post, $"{Api}/checkout", token,
            new { lines = new[] { new { kind = "tier", id = "premium", interval } } });
        request.Headers.Add("Idempotency-Key", key);
        return _http.SendAsync(request);
    }

    public async Task<JsonElement> AskAsync(HttpMethod method, string path, string token, object? body = null, string? key = null)
    {
        var request = Request(method, Api + path, token, body);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await _http.SendAsync(request);
        return await ReadAsync(answer);
    }

    /// <summary>The buyer presses "Pay" on the test processor's page.</summary>
    /// <param name="scenario">"silent": it tells nothing, so that only what is sent here is heard; "pays": it tells by itself.</param>
    public async Task PayAsync(Placed order, string scenario = "silent")
    {
        using var shown = await _http.GetAsync(order.Page);
        var html = await shown.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        // Decided by a try before, whose answer was lost.
        if (!html.Contains("name=\"decision\"", StringComparison.Ordinal))
            return;
        var fields = HiddenField().Matches(html).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        (fields["decision"], fields["scenario"]) = ("pay", scenario);
        using var request = new HttpRequestMessage(HttpMethod.Post, order.Page) { Content = new FormUrlEncodedContent(fields) };
        if (shown.Headers.TryGetValues("Set-Cookie", out var cookies))
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => c.Split(';')[0])));
        using var answer = await _http.SendAsync(request);
        if (answer.StatusCode is not (HttpStatusCode.SeeOther or HttpStatusCode.Found))
            throw new HttpRequestException($"Paying was answered with {(int)answer.StatusCode}.");
    }

    /// <summary>What the processor sends; the answer's status.</summary>
    public async Task<HttpStatusCode> TellAsync(byte[] body, string signature)
    {
        using var answer = await _http.SendAsync(Webhook(body, signature));
        return answer.StatusCode;
    }

    /// <summary>As the program takes it, an event of that type about an order.</summary>
    public static byte[] Event(string id, string type, Placed order) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id, type, created = 1, @object = new { reference = order.Reference, order = order.Code, amount = 2900, currency = "CNY" },
    });

    /// <param name="age">Seconds.</param>
    public string Sign(byte[] body, int age = 0, string? secret = null)
    {
        var t = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - age).ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? _secret), (byte[])[.. Encoding.ASCII.GetBytes(t + "."), .. body]);
        return $"t={t},v1={Convert.ToHexStringLower(mac)}";
    }

    public async Task<string> StateAsync(string token, string code) =>
        (await AskAsync(HttpMethod.Get, $"/orders/{code}", token)).GetProperty("state").GetString()!;

    public void Dispose() => _http.Dispose();

    private static async Task<string> RegisterAsync(Installation guildhall, int number)
    {
        using var browser = new Browser(guildhall.Address);
        await browser.SubmitAsync(await browser.ReadAsync("/register"), "/register",
            ("name", $"Buyer {number}"), ("email", $"buyer{number}@bench.example"), ("password", "lantern-quarry-violet-84-harbour"));
        var made = await browser.SubmitAsync(await browser.ReadAsync("/account/tokens"), "/account/tokens",
            ("scopes", "orders:read"), ("scopes", "orders:write"), ("name", "bench"));
        using var document = new HtmlParser().ParseDocument(made);
        return document.GetElementById("token")?.GetAttribute("value")
            ?? throw new InvalidOperationException($"No token was shown:\n{made}");
    }

    private static HttpRequestMessage Webhook(byte[] body, string signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/test") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Guildhall-Test-Signature", signature);
        return request;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string token, object? body)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text)
            : throw new RefusedException((int)answer.StatusCode, $"{answer.RequestMessage!.RequestUri} answers {(int)answer.StatusCode}: {text}");
    }

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)""")]
    private static partial Regex HiddenField();
}

/// <param name="Page">Where it is paid.</param>
internal sealed record Placed(string Code, string Page)
{
    /// <summary>What the processor calls it.</summary>
    public string Reference => Page[(Page.LastIndexOf('/') + 1)..];
}

/// <summary>The program said no.</summary>
internal sealed class RefusedException(int status, string text) : Exception(text)
{
    public int Status => status;
}
