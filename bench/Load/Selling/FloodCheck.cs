using System.Globalization;
using System.Net;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Selling;

/// <summary>What must be true after a flood, read from the database and not from the program.</summary>
internal static class FloodCheck
{
    private const string Mine = $"event_id LIKE '{Flood.Mark}%'";

    /// <returns>What is wrong; empty when nothing is.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(Installation guildhall, Flood flood, FloodWish wish, bool killed)
    {
        var wrong = new List<string>();
        void Want(string what, long found, long wanted, bool orMore = false)
        {
            if (orMore ? found < wanted : found != wanted)
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {found} instead of {wanted}"));
        }

        Task<long> CountAsync(string sql) => guildhall.CountAsync(sql);
        Want("events in the inbox", await CountAsync($"SELECT count(*) FROM webhook_deliveries WHERE {Mine}"), wish.Events);
        Want("events settled", await CountAsync($"SELECT count(*) FROM webhook_deliveries WHERE {Mine} AND processed_at IS NOT NULL"), wish.Events);
        // One whose answer a kill has swallowed was sent again.
        Want("copies", await CountAsync($"SELECT coalesce(sum(copies), 0) FROM webhook_deliveries WHERE {Mine}"), wish.Events * (long)wish.Copies, killed);
        Want("traces of forged and old ones",
            await CountAsync($"SELECT count(*) FROM webhook_deliveries WHERE event_id LIKE '{Flood.Mark}forged%' OR event_id LIKE '{Flood.Mark}old%'"), 0);

        var paid = flood.Paid.ToList();
        var codes = string.Join(',', paid.Select(c => $"'{c}'"));
        Want("paid orders", await CountAsync("SELECT count(*) FROM orders WHERE paid_at IS NOT NULL"), paid.Count);
        Want("orders paid as the processor was paid", await CountAsync($"SELECT count(*) FROM orders WHERE paid_at IS NOT NULL AND code IN ({codes})"), paid.Count);
        Want("payments", await CountAsync("SELECT count(*) FROM payments"), paid.Count);
        Want("transactions", await CountAsync("SELECT count(*) FROM ledger_transactions"), paid.Count);
        Want("grants", await CountAsync("SELECT count(*) FROM grants WHERE source_kind = 'order_line'"), paid.Count);

        Want("genuine ones refused", flood.Answers.Count(a => a.Genuine && (int)a.Status is >= 300 and < 500), 0);
        Want("forged or old ones not refused", flood.Answers.Count(a => !a.Genuine && a.Status != HttpStatusCode.BadRequest), 0);
        if (!killed)
            Want("answers of 500 and more", flood.Answers.Count(a => (int)a.Status >= 500), 0);
        return wrong;
    }
}
