using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Guildhall.App.Browser.Crashes;

/// <summary>
/// Programs that buy, pay and write without a pause, and remember what the server acknowledged; a lost connection is tried again.
/// </summary>
internal sealed partial class Programs(Uri address, string community, string token)
{
    private readonly ConcurrentDictionary<string, bool> _placed = [], _paid = [], _written = [];

    /// <summary>Codes of orders that were acknowledged, of those that the processor was paid for, and slugs of articles.</summary>
    public ICollection<string> Placed => _placed.Keys;
    public ICollection<string> Paid => _paid.Keys;
    public ICollection<string> Written => _written.Keys;

    public string Api { get; } = $"/api/communities/{community}";

    /// <summary>One order after the other: placed under a key of its own, then paid on the test processor's page.</summary>
    public async Task BuyAsync(CancellationToken stop)
    {
        using var http = Client();
        while (!stop.IsCancellationRequested)
        {
            var key = Guid.NewGuid().ToString("N");
            var order = await UntilHeardAsync(() => CheckoutAsync(http, key), stop);
            if (order is not { } placed)
                return;
            _placed[placed.GetProperty("order").GetString()!] = true;
            if (await UntilHeardAsync(() => PayAsync(http, placed.GetProperty("start").GetProperty("redirect").GetString()!), stop) == true)
                _paid[placed.GetProperty("order").GetString()!] = true;
        }
    }

    public async Task WriteAsync(CancellationToken stop)
    {
        using var http = Client();
        while (!stop.IsCancellationRequested)
        {
            var slug = "crash-" + Guid.NewGuid().ToString("N")[..12];
            var body = new { title = slug, slug, space = "announcements", access = "open", markdown = $"Words of {slug}.", publish = true };
            // An article that was written by the try before is a conflict, and there.
            if (await UntilHeardAsync(() => SendAsync(http, slug, body), stop) == true)
                _written[slug] = true;
        }
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var http = Client();
        return await http.GetFromJsonAsync<JsonElement>(path);
    }

    public async Task<bool> HasAsync(string slug)
    {
        using var http = Client();
        using var answer = await http.GetAsync($"{Api}/articles/{slug}");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private async Task<JsonElement?> CheckoutAsync(HttpClient http, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"{Api}/checkout") { Content = JsonContent.Create(new { lines = new[] { new { kind = "tier", id = "premium", interval = "month" } } }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Presses "Pay", with the form's own hidden fields and cookie; who finds it decided has paid already.</summary>
    private static async Task<bool?> PayAsync(HttpClient http, string page)
    {
        using var shown = await http.GetAsync(page);
        shown.EnsureSuccessStatusCode();
        var html = await shown.Content.ReadAsStringAsync();
        if (!html.Contains("name=\"decision\"", StringComparison.Ordinal))
            return true;
        var fields = HiddenField().Matches(html).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        (fields["decision"], fields["scenario"]) = ("pay", Random.Shared.Next(2) == 0 ? "pays" : "shuffled");
        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = new FormUrlEncodedContent(fields) };
        if (shown.Headers.TryGetValues("Set-Cookie", out var cookies))
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => c.Split(';')[0])));
        using var answer = await http.SendAsync(request);
        return answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found ? true : throw new HttpRequestException($"Paying was answered with {(int)answer.StatusCode}.");
    }

    private async Task<bool?> SendAsync(HttpClient http, string slug, object body)
    {
        using var answer = await http.PostAsJsonAsync($"{Api}/articles", body);
        return answer.IsSuccessStatusCode || await HasAsync(slug);
    }

    /// <returns><c>null</c> where time was up before an answer came.</returns>
    private static async Task<T?> UntilHeardAsync<T>(Func<Task<T?>> ask, CancellationToken stop) where T : struct
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                return await ask();
            }
            catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or IOException or JsonException)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
        return null;
    }

    private HttpClient Client()
    {
#pragma warning disable RS0030 // There is no factory: the program under test is another process.
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(60) };
#pragma warning restore RS0030
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)""")]
    private static partial Regex HiddenField();
}
