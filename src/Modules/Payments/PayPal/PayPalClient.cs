using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.PayPal;

/// <summary>Calls with a token that is kept as long as it lasts: a new one for each call is what their limits are for.</summary>
internal sealed class PayPalClient(IHttpClientFactory clients, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private volatile Token? _token;

    public Task<T> GetAsync<T>(PayPalAccount account, string path, CancellationToken cancel) =>
        AskAsync<T>(account, HttpMethod.Get, path, null, null, cancel);

    /// <param name="requestId">The same one again gives the same answer; theirs to forget after 6 hours (orders) to 45 days
    /// (refunds).</param>
    public Task<T> PostAsync<T>(PayPalAccount account, string path, object? body, string? requestId, CancellationToken cancel) =>
        AskAsync<T>(account, HttpMethod.Post, path, body ?? new { }, requestId, cancel);

    public async Task PostAsync(PayPalAccount account, string path, object body, string requestId, CancellationToken cancel) =>
        await SendAsync(account, HttpMethod.Post, path, body, requestId, cancel);

    /// <summary>A form of several parts, made anew for each try: what was sent is used up.</summary>
    public async Task PostFormAsync(
        PayPalAccount account, string path, Func<HttpContent> form, string requestId, CancellationToken cancel) =>
        await SendAsync(account, HttpMethod.Post, path, form, requestId, cancel);

    /// <summary>Asks for a token anew.</summary>
    /// <returns>What they call our app.</returns>
    public async Task<string> GreetAsync(PayPalAccount account, CancellationToken cancel)
    {
        await TokenAsync(account, fresh: true, cancel);
        return _token?.App ?? account.ClientId;
    }

    private async Task<T> AskAsync<T>(
        PayPalAccount account, HttpMethod method, string path, object? body, string? requestId, CancellationToken cancel) =>
        ProcessorCalls.Read<T>(await SendAsync(account, method, path, body, requestId, cancel));

    private async Task<byte[]> SendAsync(
        PayPalAccount account, HttpMethod method, string path, object? body, string? requestId, CancellationToken cancel)
    {
        var (status, bytes) = await TryAsync(account, method, path, body, requestId, fresh: false, cancel);
        // A token can be taken back before its time.
        if (status == HttpStatusCode.Unauthorized)
            (status, bytes) = await TryAsync(account, method, path, body, requestId, fresh: true, cancel);
        return (int)status is >= 200 and < 300 ? bytes : throw FailureOf(status, bytes);
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> TryAsync(
        PayPalAccount account, HttpMethod method, string path, object? body, string? requestId, bool fresh, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, account.ApiBase + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(account, fresh, cancel));
        request.Headers.Accept.ParseAdd("application/json");
        // The whole object and not only its id.
        request.Headers.TryAddWithoutValidation("Prefer", "return=representation");
        if (requestId is not null)
            request.Headers.TryAddWithoutValidation("PayPal-Request-Id", requestId);
        if (body is Func<HttpContent> form)
            request.Content = form();
        else if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body, ProcessorCalls.Json), Encoding.UTF8, "application/json");
        var (answer, bytes) = await clients.CallAsync(request, cancel);
        using (answer)
            return (answer.StatusCode, bytes);
    }

    private async Task<string> TokenAsync(PayPalAccount account, bool fresh, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (!fresh && _token is { } kept && kept.Until > now && kept.Account == account)
            return kept.Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, account.ApiBase + "/v1/oauth2/token")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.ClientId}:{account.ClientSecret}")));
        var (answer, bytes) = await clients.CallAsync(request, cancel);
        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                throw FailureOf(answer.StatusCode, bytes);
        }
        var given = ProcessorCalls.Read<TokenAnswer>(bytes);
        if (string.IsNullOrEmpty(given.AccessToken))
            throw new ProcessorFailure("answer_unreadable");
        _token = new Token(account, given.AccessToken, now + TimeSpan.FromSeconds(given.ExpiresIn) - Margin, given.AppId);
        return given.AccessToken;
    }

    /// <summary>The most exact of their words, in lower case: the issue of the first detail, else the name of the error.</summary>
    internal static ProcessorFailure FailureOf(HttpStatusCode status, byte[] body)
    {
        var told = Told(body);
        var code = (told?.Details?.FirstOrDefault()?.Issue ?? told?.Name ?? told?.Error)?.ToLowerInvariant();
        if (code is not { Length: > 0 and <= 80 })
            code = null;
        return status switch
        {
            HttpStatusCode.TooManyRequests => new ProcessorFailure("rate_limited"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ProcessorFailure(code ?? "not_authorized"),
            HttpStatusCode.NotFound => new ProcessorFailure("not_found", final: true),
            HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict => new ProcessorFailure(code ?? "unavailable"),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => new ProcessorFailure(code ?? "refused", final: true),
            _ => new ProcessorFailure(code ?? "unavailable"),
        };
    }

    private static ErrorAnswer? Told(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<ErrorAnswer>(body, ProcessorCalls.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Token(PayPalAccount Account, string Value, DateTime Until, string? App);

    private sealed record TokenAnswer(string? AccessToken, int ExpiresIn, string? AppId);

    private sealed record ErrorAnswer(string? Name, string? Error, IReadOnlyList<ErrorDetail>? Details);

    private sealed record ErrorDetail(string? Issue);
}
