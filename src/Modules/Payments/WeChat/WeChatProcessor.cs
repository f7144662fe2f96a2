using System.Net;
using Guildhall.Payments.Processors;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Payments.WeChat;

/// <summary>WeChat Pay by its interface of the third version, for a merchant of one's own. README.md tells its traps.</summary>
internal sealed class WeChatProcessor(
    ProcessorSettings settings, WeChatClient client, WeChatTrades trades, WeChatKeys keys, OrderStanding orders, KnownRefunds refunds,
    TimeProvider time) : IPaymentProcessor
{
    public const string Key = "wechat";

    /// <summary>How long a code can be scanned, and how long the page for phones can be opened.</summary>
    private static readonly TimeSpan CodeLasts = TimeSpan.FromHours(2), PageLasts = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public string Name => Key;
    public string Title => "WeChat Pay";
    public bool Takes(string currency) => currency == "CNY";
    public bool MovesRealMoney => true;
    public IReadOnlyList<ProcessorSetting> Settings => WeChatAccount.Settings;
    public async ValueTask<bool> IsOnAsync(CancellationToken cancel) => WeChatAccount.Of(await settings.GetAsync(cancel)) is not null;

    public async Task<string> TestConnectionAsync(CancellationToken cancel)
    {
        var account = await AccountAsync(cancel);
        // An order that nobody made: they answer that there is none only to a merchant whose signature is right.
        await client.FindAsync(account, WeChatNumbers.Of("guildhall:connection"), cancel);
        if (account.PlatformKeyId.Length == 0)
            await keys.FetchAsync(account, cancel);
        return account.MerchantId;
    }

    public async Task<StartedCheckout> StartAsync(CheckoutRequest request, CancellationToken cancel)
    {
        var account = await AccountAsync(cancel);
        var number = WeChatNumbers.Of(request.RequestId);
        var trade = await trades.FindAsync(number, cancel) ?? await trades.KeepAsync(TradeOf(account, number, request), cancel);
        var placed = await client.PlaceAsync(account, trade.Kind, trade.Body, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        return placed switch
        {
            { CodeUrl: { Length: > 0 } code } =>
                new StartedCheckout(number, new CheckoutStart.QrCode(code)) { GoodUntil = now + CodeLasts },
            { H5Url: { Length: > 0 } page } => new StartedCheckout(number, new CheckoutStart.Page(Returning(page, request)))
            {
                GoodUntil = now + PageLasts,
            },
            _ => throw new ProcessorFailure("answer_unreadable"),
        };
    }

    public async Task<CheckoutRecord> FetchAsync(string reference, CancellationToken cancel)
    {
        var account = await AccountAsync(cancel);
        var found = await client.FindAsync(account, reference, cancel);
        if (found is null or { TradeState: "NOTPAY" } && !await orders.WantsMoneyAsync(Key, reference, cancel))
        {
            await CloseAsync(reference, cancel);
            found = await client.FindAsync(account, reference, cancel);
            // Closed before anybody scanned it, it does not exist there.
            if (found is null)
                return new CheckoutRecord(CheckoutState.Expired, []);
        }
        var state = found?.TradeState switch
        {
            "SUCCESS" or "REFUND" => CheckoutState.Paid,
            "PAYERROR" => CheckoutState.Declined,
            "REVOKED" => CheckoutState.Cancelled,
            "CLOSED" => CheckoutState.Expired,
            _ => CheckoutState.Open,
        };
        return new CheckoutRecord(state, state == CheckoutState.Paid ? [await RecordAsync(account, reference, found!, cancel)] : []);
    }

    public async Task CloseAsync(string reference, CancellationToken cancel)
    {
        try
        {
            await client.CloseAsync(await AccountAsync(cancel), reference, cancel);
        }
        catch (ProcessorFailure failure) when (failure.Code is "order_not_exist" or "order_closed" or "orderclosed" or "orderpaid" or "order_paid")
        {
            // It takes no money any more, or has taken it: how it stands is read afterwards.
        }
    }

    public async Task RefundAsync(RefundRequest request, CancellationToken cancel)
    {
        var account = await AccountAsync(cancel);
        var paid = await client.FindByTransactionAsync(account, request.PaymentReference, cancel);
        if (paid is not { OutTradeNo: { Length: > 0 } trade, Amount: { } amount })
            throw new ProcessorFailure("not_found", final: true);
        var number = WeChatNumbers.Of(request.RequestId);
        // Before the call: nobody lists the refunds of a payment, so one whose number is lost would never be seen again.
        await refunds.NoteAsync(Key, number, trade, request.RequestId, cancel);
        await client.RefundAsync(account, new
        {
            TransactionId = request.PaymentReference,
            OutRefundNo = number,
            NotifyUrl = (await trades.FindAsync(trade, cancel))?.NotifyUrl,
            Amount = new { Refund = request.Amount, amount.Total, request.Currency },
        }, cancel);
    }

    public async ValueTask<WebhookEvent?> VerifyAsync(
        IHeaderDictionary headers, ReadOnlyMemory<byte> body, DateTime now, CancellationToken cancel)
    {
        string Header(string name) => headers[name].ToString();
        var proof = new WeChatProof(
            Header("Wechatpay-Timestamp"), Header("Wechatpay-Nonce"), Header("Wechatpay-Signature"), Header("Wechatpay-Serial"));
        SignatureVerdict verdict;
        WeChatAccount account;
        try
        {
            account = await AccountAsync(cancel);
            verdict = await keys.VerifyAsync(account, proof, body, now, cancel);
        }
        catch (ProcessorFailure)
        {
            throw WeChatNotification.KeysMissing();
        }
        var told = WeChatNotification.Read(account, verdict, body.Span);
        if (told is { RefundNo: { } refund })
            await refunds.NoteAsync(Key, refund, told.Event.Reference, null, cancel);
        return told?.Event;
    }

    public IAsyncEnumerable<ListedPayment> ListAsync(DateTime from, DateTime until, CancellationToken cancel) =>
        new WeChatBills(client).ListAsync(() => AccountAsync(cancel), from, until, time.GetUtcNow().UtcDateTime, cancel);

    private async Task<PaymentRecord> RecordAsync(WeChatAccount account, string reference, WeChatTransaction paid, CancellationToken cancel)
    {
        if (paid is not { TransactionId: { Length: > 0 } id, Amount: { } amount })
            throw new ProcessorFailure("answer_unreadable");
        var returned = new List<RefundRecord>();
        foreach (var known in await refunds.OfAsync(Key, reference, cancel))
        {
            if (await client.FindRefundAsync(account, known.Number, cancel) is { } refund)
                returned.Add(RefundOf(refund, known));
        }
        return new PaymentRecord(
            id, amount.Total, amount.Currency ?? "CNY", account.FeeOf(amount.Total), Utc(paid.SuccessTime), returned);
    }

    private RefundRecord RefundOf(WeChatRefund refund, KnownRefund known) => new(
        refund.RefundId, known.RequestId, refund.Amount.Refund,
        refund.Status switch
        {
            "SUCCESS" => RefundOutcome.Succeeded,
            "PROCESSING" => RefundOutcome.Pending,
            _ => RefundOutcome.Failed,
        },
        refund.Status is "SUCCESS" or "PROCESSING" ? null : refund.Status.ToLowerInvariant(), Utc(refund.SuccessTime ?? refund.CreateTime));

    private static WeChatTrade TradeOf(WeChatAccount account, string number, CheckoutRequest request)
    {
        var notify = $"{request.Site}/webhooks/{Key}";
        // The page for phones is opened for one network address; who has none that we know scans a code.
        var onPhone = request.OnPhone && IPAddress.TryParse(request.BuyerAddress, out _);
        var body = WeChatClient.Write(new
        {
            Appid = account.AppId,
            Mchid = account.MerchantId,
            Description = WeChatNumbers.Description(request.Description),
            OutTradeNo = number,
            TimeExpire = new DateTimeOffset(request.ExpiresAt).ToOffset(Beijing).ToString("yyyy-MM-dd'T'HH:mm:sszzz"),
            Attach = request.OrderCode,
            NotifyUrl = notify,
            Amount = new { Total = request.Amount, request.Currency },
            SceneInfo = onPhone ? new { PayerClientIp = request.BuyerAddress, H5Info = new { Type = "Wap" } } : null,
        });
        return WeChatTrade.Of(number, onPhone ? "h5" : "native", body, notify);
    }

    private static string Returning(string page, CheckoutRequest request) => page + (page.Contains('?', StringComparison.Ordinal) ? "&" : "?")
        + "redirect_url=" + Uri.EscapeDataString(request.Site + Orders.PaymentPaths.Returned(request.ReturnPath));

    private DateTime Utc(DateTimeOffset? at) => at?.UtcDateTime ?? time.GetUtcNow().UtcDateTime;

    private async Task<WeChatAccount> AccountAsync(CancellationToken cancel) =>
        WeChatAccount.Of(await settings.GetAsync(cancel)) ?? throw new ProcessorFailure(ProcessorFailure.NotConfigured);
}
