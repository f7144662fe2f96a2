using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Guildhall.Load.Hosting;
using Guildhall.Load.Selling;

namespace Guildhall.Load.Faults;

/// <summary>
/// F15, the bank test: a hundred members are owed a part of what was sold, and twenty workers pay out of these wallets at random while the
/// program is killed five times. Every read of all balances sums to zero, no wallet is ever overdrawn, and at the end as much has left as
/// was acknowledged.
/// </summary>
internal static class ManyWallets
{
    private const int Wallets = 100, Workers = 20, Kills = 5, Sales = 20;
    private const string Wallet = "payable:member:";

    public static async Task<FaultVerdict> RunAsync(Installation guildhall, TimeSpan time)
    {
        using var shop = await Shop.OpenAsync(guildhall, Wallets);
        await FillAsync(shop);
        var accounts = (await BalancesAsync(shop)).Keys.Where(a => a.StartsWith(Wallet, StringComparison.Ordinal)).ToList();
        var run = new Run(shop, accounts);
        using var enough = new CancellationTokenSource();
        Task[] busy =
        [
            .. Enumerable.Range(0, Workers).Select(i => Task.Run(() => run.PayOutAsync(i, enough.Token))),
            Task.Run(() => run.ReadAsync(enough.Token)), Task.Run(() => run.ReadOneByOneAsync(enough.Token)),
        ];
        var slowest = 0.0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(time / (Kills + 1));
            await guildhall.KillAsync();
            slowest = Math.Max(slowest, (await guildhall.ServeAsync(path: "/health/ready")).TotalSeconds);
        }
        await Task.Delay(time / (Kills + 1));
        await enough.CancelAsync();
        await Task.WhenAll(busy);

        var last = await BalancesAsync(shop);
        run.Look(last);
        List<string> wrong = [.. run.Wrong.Distinct()];
        if (accounts.Count != Wallets)
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{accounts.Count} wallets"));
        if (-last.GetValueOrDefault("bank:main") != run.PaidOut)
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{-last.GetValueOrDefault("bank:main")} left the bank, {run.PaidOut} were acknowledged"));
        if (!(await guildhall.RunVerbAsync("ledger", "check")).Contains("is sound", StringComparison.Ordinal))
            wrong.Add("the ledger check");
        return new FaultVerdict(
            string.Create(CultureInfo.InvariantCulture, $"{Workers} workers pay out of {Wallets} wallets for {time.TotalSeconds:0} s, {Kills} kills; control: a sum that is read account by account"),
            string.Create(CultureInfo.InvariantCulture, $"{run.Payouts} payouts, {run.Refusals} refused for want of money, {run.Reads} sums read, ready after {slowest:0.0} s at most"),
            wrong, run.Inexact > 0);
    }

    /// <summary>Each wallet has a hundredth of every sale.</summary>
    private static async Task FillAsync(Shop shop)
    {
        for (var i = 0; i < Wallets; i++)
            await shop.AskAsync(HttpMethod.Post, "/manage/share-rules", shop.Owner,
                new { member = $"buyer{i}@bench.example", percent = 1, stream = "memberships", holdDays = 0 });
        for (var i = 0; i < Sales; i++)
        {
            var order = await shop.CheckoutAsync(shop.Buyers[i], $"sale-{i}");
            await shop.PayAsync(order);
            var told = Shop.Event($"sale-{i}", "payment.succeeded", order);
            await shop.TellAsync(told, shop.Sign(told));
        }
        if (await shop.Guildhall.UntilNoneAsync($"SELECT {Wallets} - count(DISTINCT account) FROM ledger_entries WHERE account LIKE '{Wallet}%'", TimeSpan.FromSeconds(60)) is null
            || await shop.Guildhall.UntilNoneAsync("SELECT count(*) FROM orders WHERE paid_at IS NULL", TimeSpan.FromSeconds(60)) is null)
            throw new InvalidOperationException("The sales are not shared out.");
    }

    private static async Task<Dictionary<string, long>> BalancesAsync(Shop shop) =>
        (await shop.AskAsync(HttpMethod.Get, "/manage/ledger?limit=1", shop.Owner)).GetProperty("balances").EnumerateArray()
            .ToDictionary(b => b.GetProperty("account").GetString()!, b => b.GetProperty("amount").GetInt64());

    private sealed class Run(Shop shop, IReadOnlyList<string> accounts)
    {
        private long _paidOut;
        private int _payouts, _refusals, _reads, _inexact;

        public ConcurrentBag<string> Wrong { get; } = [];
        public long PaidOut => _paidOut;
        public int Payouts => _payouts;
        public int Refusals => _refusals;
        public int Reads => _reads;

        /// <summary>Sums of the control that were not zero.</summary>
        public int Inexact => _inexact;

        public async Task PayOutAsync(int worker, CancellationToken enough)
        {
            var random = new Random(worker);
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                var (account, amount, key) = (accounts[random.Next(accounts.Count)], random.Next(1, 60), $"payout-{worker}-{i}");
                while (!await TryAsync(account, amount, key))
                    await Task.Delay(50, CancellationToken.None);
            }
        }

        /// <returns>Whether there was an answer.</returns>
        private async Task<bool> TryAsync(string account, long amount, string key)
        {
            try
            {
                await shop.AskAsync(HttpMethod.Post, "/manage/payouts", shop.Owner, new { account, amount, currency = "CNY" }, key);
                Interlocked.Add(ref _paidOut, amount);
                Interlocked.Increment(ref _payouts);
                return true;
            }
            catch (RefusedException refused) when (refused.Status == 422)
            {
                Interlocked.Increment(ref _refusals);
                return true;
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException)
            {
                return false;
            }
        }

        public async Task ReadAsync(CancellationToken enough)
        {
            while (!enough.IsCancellationRequested)
            {
                try
                {
                    Look(await BalancesAsync(shop));
                }
                catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException)
                {
                    // Killed.
                }
                await Task.Delay(100, CancellationToken.None);
            }
        }

        public void Look(Dictionary<string, long> balances)
        {
            Interlocked.Increment(ref _reads);
            if (balances.Values.Sum() is var sum and not 0)
                Wrong.Add(string.Create(CultureInfo.InvariantCulture, $"a sum of {sum}"));
            foreach (var (account, amount) in balances.Where(b => b.Key.StartsWith(Wallet, StringComparison.Ordinal) && b.Value > 0))
                Wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{account} is overdrawn by {amount}"));
        }

        /// <summary>As a program would that adds up what it reads at two moments.</summary>
        public async Task ReadOneByOneAsync(CancellationToken enough)
        {
            await using var connection = await Books.OpenAsync(shop.Guildhall);
            while (!enough.IsCancellationRequested)
            {
                var bank = await SumAsync("account = 'bank:main'");
                await Task.Delay(100, CancellationToken.None);
                if (bank + await SumAsync("account <> 'bank:main'") != 0)
                    Interlocked.Increment(ref _inexact);
            }

            async Task<long> SumAsync(string which) => Convert.ToInt64(
                await connection.AskAsync($"SELECT coalesce(sum(amount), 0) FROM ledger_entries WHERE {which}"), CultureInfo.InvariantCulture);
        }
    }
}
