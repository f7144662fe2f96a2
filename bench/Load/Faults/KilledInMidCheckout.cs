using System.Globalization;
using Guildhall.Load.Hosting;
using Guildhall.Load.Selling;

namespace Guildhall.Load.Faults;

/// <summary>
/// F1: the program is killed up to 300 ms after a checkout was sent; the buyer asks again under the same key. No order that was
/// acknowledged is lost, none is there twice, and what was paid is settled within a minute.
/// </summary>
internal static class KilledInMidCheckout
{
    private const double MostSecondsToReady = 10;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    public static async Task<FaultVerdict> RunAsync(Installation guildhall, int kills)
    {
        using var shop = await Shop.OpenAsync(guildhall, 4);
        var (random, wrong, slowest, acknowledged) = (new Random(1), new List<string>(), 0.0, 0);
        var placed = new Dictionary<string, Placed>();
        for (var kill = 0; kill < kills; kill++)
        {
            var (buyer, key) = (shop.Buyers[kill % shop.Buyers.Count], $"f1-{kill}");
            var asked = TryAsync(() => shop.CheckoutAsync(buyer, key));
            await Task.Delay(random.Next(0, 300));
            await guildhall.KillAsync();
            var first = await asked;
            slowest = Math.Max(slowest, (await guildhall.ServeAsync(path: "/health/ready")).TotalSeconds);
            var again = await shop.CheckoutAsync(buyer, key);
            acknowledged += first is null ? 0 : 1;
            if (first is not null && first.Code != again.Code)
                wrong.Add($"{first.Code} was acknowledged, and is {again.Code} afterwards");
            placed[key] = again;
            // It tells by itself a second later: the next kill comes into that.
            await shop.PayAsync(again, "pays");
        }
        var settled = await guildhall.UntilNoneAsync("SELECT count(*) FROM orders WHERE paid_at IS NULL", Settling);
        if (settled is null)
            wrong.Add($"{await guildhall.CountAsync("SELECT count(*) FROM orders WHERE paid_at IS NULL")} paid orders are not settled after 60 s");
        if (slowest > MostSecondsToReady)
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"ready after {slowest:0.0} s"));
        wrong.AddRange(await CheckAsync(guildhall, placed));
        if (!(await guildhall.RunVerbAsync("ledger", "check")).Contains("is sound", StringComparison.Ordinal))
            wrong.Add("the ledger check");

        // The control: somebody asks again under a new key, which is what a key is there to prevent.
        await shop.CheckoutAsync(shop.Buyers[0], "f1-control");
        var control = await CheckAsync(guildhall, placed);
        return new FaultVerdict(string.Create(CultureInfo.InvariantCulture, $"{kills} kills 0 to 300 ms after a checkout was sent, then asked again under its key and paid"),
            string.Create(CultureInfo.InvariantCulture, $"{acknowledged} acknowledged before the kill, ready after {slowest:0.0} s at most, settled {settled?.TotalSeconds ?? 60:0} s after the last"),
            wrong, control.Count > 0);
    }

    private static async Task<List<string>> CheckAsync(Installation guildhall, Dictionary<string, Placed> placed)
    {
        var wrong = new List<string>();
        async Task WantAsync(string what, string sql)
        {
            if (await guildhall.CountAsync(sql) is var found && found != placed.Count)
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {found} instead of {placed.Count}"));
        }

        var codes = string.Join(',', placed.Values.Select(p => $"'{p.Code}'"));
        await WantAsync("acknowledged orders that are there", $"SELECT count(*) FROM orders WHERE code IN ({codes})");
        await WantAsync("orders", "SELECT count(*) FROM orders");
        await WantAsync("keys", "SELECT count(DISTINCT idempotency_key) FROM orders");
        await WantAsync("payments", "SELECT count(*) FROM payments WHERE applied_at IS NOT NULL");
        await WantAsync("grants", "SELECT count(*) FROM grants WHERE source_kind = 'order_line'");
        return wrong;
    }

    private static async Task<Placed?> TryAsync(Func<Task<Placed>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }
}
