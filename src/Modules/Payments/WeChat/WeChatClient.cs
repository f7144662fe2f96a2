using System.Net;
using System.Text.Json;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.WeChat;

/// <summary>Their interface as typed calls. Every answer that is believed was signed by them.</summary>
internal sealed class WeChatClient(WeChatTransport transport, WeChatKeys keys, TimeProvider time)
{
    /// <param name="kind">"native" or "h5".</param>
    /// <param name="body">The same for the same out_trade_no, to the letter: they refuse one that differs.</param>
    public async Task<PlacedTrade> PlaceAsync(WeChatAccount account, string kind, string body, CancellationToken cancel) =>
        ProcessorCalls.Read<PlacedTrade>(await AskAsync(account, $"/v3/pay/transactions/{kind}", body, cancel));

    /// <returns><c>null</c> for one that they do not know, as they do not until somebody has scanned its code.</returns>
    public async Task<WeChatTransaction?> FindAsync(WeChatAccount account, string outTradeNo, CancellationToken cancel) =>
        await FindAsync<WeChatTransaction>(account, $"{Trade(outTradeNo)}?mchid={Uri.EscapeDataString(account.MerchantId)}", cancel);

    public async Task<WeChatTransaction?> FindByTransactionAsync(WeChatAccount account, string transactionId, CancellationToken cancel) =>
        await FindAsync<WeChatTransaction>(account,
            $"/v3/pay/transactions/id/{Uri.EscapeDataString(transactionId)}?mchid={Uri.EscapeDataString(account.MerchantId)}", cancel);

    public Task CloseAsync(WeChatAccount account, string outTradeNo, CancellationToken cancel) =>
        AskAsync(account, $"{Trade(outTradeNo)}/close", Write(new { Mchid = account.MerchantId }), cancel);

    public Task RefundAsync(WeChatAccount account, object body, CancellationToken cancel) =>
        AskAsync(account, "/v3/refund/domestic/refunds", Write(body), cancel);

    public Task<WeChatRefund?> FindRefundAsync(WeChatAccount account, string outRefundNo, CancellationToken cancel) =>
        FindAsync<WeChatRefund>(account, $"/v3/refund/domestic/refunds/{Uri.EscapeDataString(outRefundNo)}", cancel);

    /// <summary>A signed answer's body.</summary>
    /// <exception cref="ProcessorFailure" />
    public async Task<byte[]> AskAsync(WeChatAccount account, string path, string? body, CancellationToken cancel)
    {
        var answer = await transport.SendAsync(account, path, body, cancel);
        if (!answer.IsSuccess)
            throw FailureOf(answer);
        return await keys.VerifyAsync(account, answer.Proof, answer.Body, time.GetUtcNow().UtcDateTime, cancel) switch
        {
            SignatureVerdict.Good => answer.Body,
            // Answered just now, and signed at another time: it is this server's clock that is wrong, or theirs.
            SignatureVerdict.Old => throw new ProcessorFailure("clock_off"),
            _ => throw new ProcessorFailure("answer_not_genuine"),
        };
    }

    /// <summary>A file that they hand out without a signature; its hash came in an answer that had one.</summary>
    public async Task<byte[]> DownloadAsync(WeChatAccount account, string url, CancellationToken cancel)
    {
        var answer = await transport.SendAsync(account, url, null, cancel);
        return answer.IsSuccess ? answer.Body : throw FailureOf(answer);
    }

    /// <summary>Their word for it in lower case. Asking again helps unless it is the request itself that they refuse.</summary>
    public static ProcessorFailure FailureOf(WeChatAnswer answer)
    {
        var code = CodeOf(answer.Body);
        return answer.Status switch
        {
            HttpStatusCode.TooManyRequests => new ProcessorFailure("rate_limited"),
            HttpStatusCode.NotFound => new ProcessorFailure(code ?? "not_found", final: true),
            // Keys, permissions and the balance are for an operator to put right; the request is as good afterwards.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ProcessorFailure(code ?? "not_authorized"),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError =>
                new ProcessorFailure(code ?? "refused", final: code is not "frequency_limited"),
            _ => new ProcessorFailure(code ?? "unavailable"),
        };
    }

    public static string Write(object body) => JsonSerializer.Serialize(body, ProcessorCalls.Json);

    private async Task<T?> FindAsync<T>(WeChatAccount account, string path, CancellationToken cancel) where T : class
    {
        try
        {
            return ProcessorCalls.Read<T>(await AskAsync(account, path, null, cancel));
        }
        catch (ProcessorFailure failure) when (failure.Code is "order_not_exist" or "resource_not_exists")
        {
            return null;
        }
    }

    private static string Trade(string outTradeNo) => $"/v3/pay/transactions/out-trade-no/{Uri.EscapeDataString(outTradeNo)}";

    private static string? CodeOf(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var code = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("code", out var word)
                && word.ValueKind == JsonValueKind.String ? word.GetString()!.ToLowerInvariant() : null;
            return code is { Length: > 0 and <= 60 } ? code : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record PlacedTrade(string? CodeUrl, string? H5Url);

/// <param name="TradeState">NOTPAY, USERPAYING, SUCCESS, REFUND, CLOSED, REVOKED, PAYERROR.</param>
/// <param name="Attach">What we gave them: the code of our order.</param>
internal sealed record WeChatTransaction(
    string? Mchid, string? OutTradeNo, string? TransactionId, string TradeState, DateTimeOffset? SuccessTime, string? Attach,
    WeChatAmount? Amount);

/// <param name="Total">分.</param>
internal sealed record WeChatAmount(long Total, string? Currency);

/// <param name="Status">SUCCESS, CLOSED, PROCESSING, ABNORMAL.</param>
internal sealed record WeChatRefund(
    string RefundId, string OutRefundNo, string Status, DateTimeOffset? SuccessTime, DateTimeOffset? CreateTime, WeChatRefundAmount Amount);

internal sealed record WeChatRefundAmount(long Refund);
