using System.Net;
using System.Text;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.WeChat;

/// <summary>Signs and sends requests. Whether the answer is genuine is for its reader to check.</summary>
internal sealed class WeChatTransport(IHttpClientFactory clients, TimeProvider time)
{
    /// <param name="pathOrUrl">A path with its query on the interface's host, or a whole address, as that of a bill.</param>
    /// <param name="body">JSON; <c>null</c> for a GET.</param>
    /// <exception cref="ProcessorFailure">Nothing came back.</exception>
    public async Task<WeChatAnswer> SendAsync(WeChatAccount account, string pathOrUrl, string? body, CancellationToken cancel)
    {
        var url = new Uri(pathOrUrl.StartsWith('/') ? account.ApiBase + pathOrUrl : pathOrUrl);
        var method = body is null ? HttpMethod.Get : HttpMethod.Post;
        using var key = await account.OpenPrivateKeyAsync(cancel);
        using var request = new HttpRequestMessage(method, url);
        var now = time.GetUtcNow().UtcDateTime;
        request.Headers.TryAddWithoutValidation("Authorization", WeChatSignature.Authorize(
            key, account.MerchantId, account.SerialNo, method.Method, url.PathAndQuery, body ?? "", now));
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "Guildhall");
        // Asks for an answer that is signed with this key rather than with a certificate.
        if (account.PlatformKeyId.Length > 0)
            request.Headers.TryAddWithoutValidation("Wechatpay-Serial", account.PlatformKeyId);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        var (answer, bytes) = await clients.CallAsync(request, cancel);
        using (answer)
        {
            string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : "";
            return new WeChatAnswer(
                answer.StatusCode,
                new WeChatProof(
                    Header("Wechatpay-Timestamp"), Header("Wechatpay-Nonce"), Header("Wechatpay-Signature"), Header("Wechatpay-Serial")),
                bytes);
        }
    }
}

internal sealed record WeChatAnswer(HttpStatusCode Status, WeChatProof Proof, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>The four headers by which an answer or a notification shows that it is theirs.</summary>
/// <param name="Serial">Names the key: a platform certificate's serial number, or "PUB_KEY_ID_…".</param>
internal sealed record WeChatProof(string Timestamp, string Nonce, string Signature, string Serial);
