using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.WeChat;

// https://pay.weixin.qq.com/doc/v3/merchant/4013071211: a day's bill is CSV, its columns named in Chinese in the first line, every value
// after a grave accent, amounts in yuan. The second block, which begins with 总交易单数, holds sums. Traps: a day is one of Beijing; the
// bill of a day is there from ten o'clock of the next; a day without trade has none (NO_STATEMENT_EXIST).
internal sealed class WeChatBills(WeChatClient client)
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public async IAsyncEnumerable<ListedPayment> ListAsync(
        Func<Task<WeChatAccount>> open, DateTime from, DateTime until, DateTime now, [EnumeratorCancellation] CancellationToken cancel)
    {
        var account = await open();
        var payments = new List<ListedPayment>();
        var refunded = new Dictionary<string, long>();
        // Today's bill is not there yet.
        var last = Day(until < now ? until : now);
        for (var day = Day(from); day <= last && day < Day(now); day = day.AddDays(1))
        {
            if (await DayAsync(account, day, cancel) is { } bill)
                Read(bill, payments, refunded);
        }
        foreach (var payment in payments.Where(p => p.PaidAt >= from && p.PaidAt < until))
            yield return payment with { Refunded = refunded.GetValueOrDefault(payment.Reference) };
    }

    private async Task<string?> DayAsync(WeChatAccount account, DateOnly day, CancellationToken cancel)
    {
        BillAddress address;
        try
        {
            address = ProcessorCalls.Read<BillAddress>(await client.AskAsync(
                account, $"/v3/bill/tradebill?bill_date={day:yyyy-MM-dd}&bill_type=ALL", null, cancel));
        }
        catch (ProcessorFailure failure) when (failure.Code is "no_statement_exist" or "statement_creating")
        {
            return null;
        }
        if (address is not { DownloadUrl: { Length: > 0 } url, HashValue: { } hash })
            throw new ProcessorFailure("answer_unreadable");
        var bytes = await client.DownloadAsync(account, url, cancel);
#pragma warning disable CA5350 // The digest that they give.
        if (!string.Equals(Convert.ToHexString(SHA1.HashData(bytes)), hash, StringComparison.OrdinalIgnoreCase))
            throw new ProcessorFailure("answer_not_genuine");
#pragma warning restore CA5350
        return Encoding.UTF8.GetString(bytes);
    }

    internal static void Read(string bill, List<ListedPayment> payments, Dictionary<string, long> refunded)
    {
        using var lines = new StringReader(bill.TrimStart('\uFEFF'));
        var columns = (lines.ReadLine() ?? "").Split(',').Select((name, i) => (name.Trim(), i)).ToDictionary(c => c.Item1, c => c.i);
        while (lines.ReadLine() is { Length: > 0 } line && line[0] == '`')
        {
            // A value may hold a comma, a grave accent it may not.
            var values = line[1..].Split(",`");
            string Value(string name) => columns.TryGetValue(name, out var i) && i < values.Length ? values[i].Trim() : "";
            var currency = Value("货币种类");
            long Amount(string name) =>
                MoneyText.Read(Value(name).TrimStart('-'), currency, out var money) == MoneyFault.None ? money.Minor : 0;
            var id = Value("微信订单号");
            if (Value("交易状态") == "REFUND")
                refunded[id] = refunded.GetValueOrDefault(id) + Amount("申请退款金额");
            else if (Value("交易状态") == "SUCCESS")
                payments.Add(new ListedPayment(id, Value("商户数据包") is { Length: > 0 } code ? code : null, Amount("订单金额"), currency,
                    Amount("手续费"), 0, Utc(Value("交易时间"))));
        }
    }

    private static DateTime Utc(string time) => DateTime.TryParseExact(
        time, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        ? new DateTimeOffset(local, Beijing).UtcDateTime
        : throw new ProcessorFailure("answer_unreadable");

    private static DateOnly Day(DateTime at) => DateOnly.FromDateTime(at + Beijing);

    private sealed record BillAddress(string? HashType, string? HashValue, string? DownloadUrl);
}
