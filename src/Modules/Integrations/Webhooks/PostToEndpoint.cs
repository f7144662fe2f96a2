using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Guildhall.Kernel.Http.Outbound;
using Guildhall.Kernel.Values;

namespace Guildhall.Integrations.Webhooks;

/// <summary>One signed POST to an address that a person typed. No answer may hold us up or fill our memory.</summary>
internal sealed class PostToEndpoint(IHttpClientFactory clients, WebhookSecrets secrets, TimeProvider time)
{
    private const int ReadAtMost = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<WebhookAnswer> RunAsync(WebhookEndpoint endpoint, EndpointDelivery delivery, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(Patience);
        try
        {
            using var request = Request(endpoint, delivery);
            using var response = await clients.CreateClient(Outbound.Guarded)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
            var status = (int)response.StatusCode;
            var excerpt = await BeginningAsync(response, enough.Token);
            return new WebhookAnswer(status, status is >= 300 and < 400 ? WebhookAnswer.Redirected : null, excerpt, Took(started),
                RetryAfter(response));
        }
        catch (Exception error) when (OutboundFailure.Of(error, cancel) is { } failure)
        {
            return new WebhookAnswer(null, failure, "", Took(started));
        }
    }

    private HttpRequestMessage Request(WebhookEndpoint endpoint, EndpointDelivery delivery)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var body = Encoding.UTF8.GetBytes(delivery.Body);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.ParseAdd("Guildhall-Webhooks/1.0");
        request.Headers.Add("webhook-id", delivery.MessageId);
        request.Headers.Add("webhook-timestamp", WebhookSignature.Timestamp(now));
        request.Headers.Add("webhook-signature", WebhookSignature.Sign(endpoint.SecretsAt(now).Select(secrets.Open), delivery.MessageId, now, body));
        return request;
    }

    /// <summary>An answer that is slow or never ends costs its rest, not the delivery: the status has been said.</summary>
    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var buffer = new byte[ReadAtMost];
        var read = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            read = await stream.ReadAtLeastAsync(buffer, ReadAtMost, throwOnEndOfStream: false, cancel);
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException or IOException)
        {
            // What was read until then is shown.
        }
        var text = Encoding.UTF8.GetString(buffer, 0, read).Replace("\0", "", StringComparison.Ordinal);
        return text.CutTo(EndpointDelivery.ExcerptLength);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private static int Took(long started) => (int)Math.Min(Stopwatch.GetElapsedTime(started).TotalMilliseconds, int.MaxValue);
}
