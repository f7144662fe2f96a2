using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Guildhall.App.Tests.Payments.WeChat;

/// <summary>What the merchant asked for and what the buyer did.</summary>
internal sealed class Trade(string number, JsonObject asked)
{
    public string Number => number;
    public JsonObject Asked => asked;
    public string State { get; set; } = "NOTPAY";
    public string? TransactionId { get; set; }
    public long Total { get; set; } = (long)asked["amount"]!["total"]!;
    public DateTime? PaidAt { get; set; }

    /// <summary>How often a code was made for it.</summary>
    public int Codes { get; set; }

    public DateTime ExpiresAt => DateTimeOffset.Parse((string)asked["time_expire"]!, CultureInfo.InvariantCulture).UtcDateTime;
}

internal sealed record TradeRefund(string Number, string Id, Trade Trade, long Amount, DateTime At)
{
    public string Status { get; set; } = "PROCESSING";
}

internal sealed partial class WeChatEmulator
{
    private int _paid, _refunded;

    /// <summary>What the bank does with refunds from now on.</summary>
    public string RefundsBecome { get; set; } = "SUCCESS";

    private Reply Place(string kind, JsonObject asked)
    {
        string Text(string name) => (string?)asked[name] ?? "";
        if (Text("mchid") != MerchantId || Text("appid") != AppId || Text("description").Length is 0 or > 127
            || !Number().IsMatch(Text("out_trade_no")) || Text("attach").Length > 128
            || !Uri.TryCreate(Text("notify_url"), UriKind.Absolute, out var notify)
            || notify.Query.Length > 0 || (string?)asked["amount"]!["currency"] != "CNY" || (long)asked["amount"]!["total"]! < 1
            || !Rfc3339().IsMatch(Text("time_expire")) || (kind == "h5" && asked["scene_info"]?["payer_client_ip"] is null))
            return Error(400, "PARAM_ERROR", "参数错误");
        var number = Text("out_trade_no");
        if (!Trades.TryGetValue(number, out var trade))
            Trades[number] = trade = new Trade(number, asked);
        else if (trade.Asked.ToJsonString() != asked.ToJsonString())
            return Error(400, "INVALID_REQUEST", "请求重入参数不一致");
        if (trade.State != "NOTPAY")
            return trade.State == "SUCCESS" ? Error(400, "ORDERPAID", "订单已支付") : Error(400, "ORDER_CLOSED", "订单已关闭");
        trade.Codes++;
        return new Reply(200, kind == "native"
            ? new { code_url = $"weixin://wxpay/bizpayurl?pr={number[^6..]}{trade.Codes}" }
            : new { h5_url = $"https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx{number[^6..]}{trade.Codes}&package=1" });
    }

    private static Reply Show(Trade? trade) => trade is null ? Error(404, "ORDER_NOT_EXIST", "订单不存在") : new Reply(200, Describe(trade));

    private Reply Close(string number)
    {
        if (!Trades.TryGetValue(number, out var trade))
            return Error(404, "ORDER_NOT_EXIST", "订单不存在");
        if (trade.State is "SUCCESS" or "REFUND")
            return Error(400, "ORDERPAID", "订单已支付");
        trade.State = "CLOSED";
        return new Reply(204);
    }

    /// <summary>The buyer scans the code and pays.</summary>
    /// <param name="total">What they pay; <c>null</c> for what was asked.</param>
    /// <returns>Whether it was possible.</returns>
    public bool Pay(string number, long? total = null)
    {
        var trade = Trades[number];
        if (trade.State != "NOTPAY" || trade.ExpiresAt <= Now())
            return false;
        (trade.State, trade.TransactionId, trade.PaidAt) = ("SUCCESS", $"42000000{++_paid:d20}", Now());
        trade.Total = total ?? trade.Total;
        return true;
    }

    private Reply Refund(JsonObject asked)
    {
        var trade = Trades.Values.FirstOrDefault(t => t.TransactionId == (string?)asked["transaction_id"]);
        if (trade is null)
            return Error(404, "RESOURCE_NOT_EXISTS", "订单不存在");
        var (number, amount) = ((string)asked["out_refund_no"]!, (long)asked["amount"]!["refund"]!);
        if (Refunds.TryGetValue(number, out var before))
            return before.Amount == amount ? new Reply(200, Describe(before)) : Error(400, "INVALID_REQUEST", "请求重入参数不一致");
        if ((long)asked["amount"]!["total"]! != trade.Total
            || Refunds.Values.Where(r => r.Trade == trade && r.Status != "CLOSED").Sum(r => r.Amount) + amount > trade.Total)
            return Error(400, "INVALID_REQUEST", "退款金额大于可退金额");
        if (RefundsBecome == "TRADE_OVERDUE")
            return Error(400, "TRADE_OVERDUE", "订单已超过退款期限");
        return new Reply(200, Describe(RefundByHand(trade.Number, amount, number)));
    }

    /// <summary>As if it were made in the merchant console.</summary>
    public TradeRefund RefundByHand(string tradeNumber, long amount, string number)
    {
        var trade = Trades[tradeNumber];
        trade.State = "REFUND";
        return Refunds[number] = new TradeRefund(number, $"503000{++_refunded:d20}", trade, amount, Now()) { Status = RefundsBecome };
    }

    public static object Describe(Trade trade) => trade.TransactionId is null
        ? new { appid = AppId, mchid = MerchantId, out_trade_no = trade.Number, trade_state = trade.State, attach = (string?)trade.Asked["attach"] }
        : new
        {
            appid = AppId, mchid = MerchantId, out_trade_no = trade.Number, transaction_id = trade.TransactionId, trade_type = "NATIVE",
            trade_state = trade.State, attach = (string?)trade.Asked["attach"], success_time = Time(trade.PaidAt!.Value),
            amount = new { total = trade.Total, payer_total = trade.Total, currency = "CNY", payer_currency = "CNY" },
        };

    public static object Describe(TradeRefund refund, bool told = false)
    {
        var json = new JsonObject
        {
            ["mchid"] = MerchantId, ["refund_id"] = refund.Id, ["out_refund_no"] = refund.Number, ["out_trade_no"] = refund.Trade.Number,
            ["transaction_id"] = refund.Trade.TransactionId, ["create_time"] = Time(refund.At),
            ["amount"] = new JsonObject { ["refund"] = refund.Amount, ["total"] = refund.Trade.Total, ["currency"] = "CNY" },
            [told ? "refund_status" : "status"] = refund.Status,
        };
        if (refund.Status == "SUCCESS")
            json["success_time"] = Time(refund.At);
        return json;
    }

    private Reply Bill(string day)
    {
        var bytes = Encoding.UTF8.GetBytes(BillOf(day));
        if (BillOf(day).Split('\n').Length <= 3)
            return Error(400, "NO_STATEMENT_EXIST", "账单文件不存在");
#pragma warning disable CA5350 // As theirs is.
        return new Reply(200, new
        {
            hash_type = "SHA1", hash_value = Convert.ToHexStringLower(SHA1.HashData(bytes)), download_url = $"{Url}/v3/billdownload/file?token={day}",
        });
#pragma warning restore CA5350
    }

    private string BillOf(string day)
    {
        string Yuan(long minor) => (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);
        string Local(DateTime at) => at.AddHours(8).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var text = new StringBuilder("\uFEFF交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,货币种类,应结订单金额,商户退款单号,退款金额,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额\r\n");
        foreach (var t in Trades.Values.Where(t => t.PaidAt is { } at && Local(at).StartsWith(day, StringComparison.Ordinal)))
            text.Append(Line(
                Local(t.PaidAt!.Value), t, "SUCCESS", Yuan(t.Total), "0", "0.00", $"{Math.Round(t.Total * 0.006m / 100, 2):0.00000}",
                Yuan(t.Total), "0.00"));
        foreach (var r in Refunds.Values.Where(r => Local(r.At).StartsWith(day, StringComparison.Ordinal)))
            text.Append(Line(Local(r.At), r.Trade, "REFUND", "0.00", r.Number, Yuan(r.Amount), "-0.00000", "0.00", Yuan(r.Amount)));
        return text.Append("总交易单数,应结订单总金额\r\n`1,`0.00\r\n").ToString();
    }

    private static string Line(
        string at, Trade trade, string state, string due, string refund, string refunded, string fee, string total, string asked) =>
        "`" + string.Join(",`", at, AppId, MerchantId, trade.TransactionId, trade.Number, state, "CNY", due, refund, refunded,
            (string?)trade.Asked["description"], (string?)trade.Asked["attach"], fee, "0.60%", total, asked) + "\r\n";

    private static string Time(DateTime at) =>
        new DateTimeOffset(at).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    [GeneratedRegex("^[0-9A-Za-z_*-]{6,32}$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$")]
    private static partial Regex Rfc3339();
}
