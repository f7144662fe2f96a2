using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

public class The_money_ledger(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly Thing Document = new("payment", 4711);

    [Fact]
    public void Makes_no_transaction_that_does_not_sum_to_zero()
    {
        Assert.Throws<ArgumentException>(() =>
            LedgerTransaction.Record(1, 1, Document, "captured", default, new Posting("processor:test", 100, "CNY"),
                new Posting("revenue:memberships", -99, "CNY")));
        Assert.Throws<ArgumentException>(() =>
            LedgerTransaction.Record(1, 1, Document, "captured", default, new Posting("processor:test", 100, "CNY"),
                new Posting("revenue:memberships", -100, "USD")));
        Assert.Throws<ArgumentException>(() =>
            LedgerTransaction.Record(1, 1, Document, "captured", default, new Posting("processor:test", 0, "CNY"),
                new Posting("revenue:memberships", 0, "CNY")));
        Assert.Throws<ArgumentException>(() => LedgerTransaction.Record(1, 1, Document, "captured", default, new Posting("processor:test", 100, "CNY")));
        Assert.Throws<OverflowException>(() => LedgerTransaction.Record(1, 1, Document, "captured", default,
            new Posting("processor:test", long.MaxValue, "CNY"), new Posting("processor:test", long.MaxValue, "CNY"),
            new Posting("revenue:memberships", 2, "CNY")));
    }

    [Fact]
    public async Task Refuses_to_be_changed_in_the_database_too()
    {
        var shop = await Shop.OpenAsync(app);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());

        foreach (var sql in new[]
                 {
                     "UPDATE ledger_entries SET amount = amount + 1", "DELETE FROM ledger_entries",
                     "UPDATE ledger_transactions SET purpose = 'x'", "DELETE FROM ledger_transactions",
                 })
        {
            var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
                app.WithAsync<AppDb>(db => db.Database.ExecuteSqlRawAsync(sql)));
            Assert.Contains("append-only", error.Message);
        }
    }

    [Fact]
    public async Task Refuses_an_unbalanced_entry_at_the_commit()
    {
        var shop = await Shop.OpenAsync(app);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => app.WithAsync<AppDb>(async db =>
        {
            await using var transaction = await db.BeginWriteAsync();
            await InsertEntryAsync(db, shop, 100);
            await transaction.CommitAsync();
        }));

        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Shows_what_was_tampered_with()
    {
        // A specimen of its own: its triggers are dropped, as somebody with the database's password could.
        await using var specimen = new TamperedApp();
        await specimen.InitializeAsync();
        var shop = await Shop.OpenAsync(specimen);
        var purchase = await shop.BuyAndPayAsync(await shop.BuyerAsync());
        await shop.LedgerShouldBeSoundAsync();

        await specimen.WithAsync<AppDb>(async db =>
        {
            foreach (var trigger in new[] { "ledger_entries_balance", "ledger_entries_no_update" })
                await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? $"DROP TRIGGER {trigger} ON ledger_entries" : $"DROP TRIGGER {trigger}");
            await InsertEntryAsync(db, shop, 100);
            await db.Database.ExecuteSqlAsync($"UPDATE orders SET paid_at = NULL WHERE id = {purchase.OrderId}");
        });

        var verdict = await specimen.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default));
        Assert.False(verdict.Sound);
        Assert.Superset(new HashSet<string> { "sum_zero", "captured", "order_paid_once", "order_granted_once" },
            verdict.Violations.Select(v => v.Rule).ToHashSet());
    }

    /// <param name="end">As the grant ends in the database.</param>
    [Theory]
    [InlineData("ends_at")]
    [InlineData("NULL")]
    public async Task Shows_access_that_goes_on_after_a_refund(string end)
    {
        await using var specimen = new TamperedApp();
        await specimen.InitializeAsync();
        var shop = await Shop.OpenAsync(specimen);
        var purchase = await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var owner = await specimen.SignInAsync(shop.Owner);
        await owner.SubmitAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund", ("reason", "x"), ("do", "refund"));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        await shop.LedgerShouldBeSoundAsync();

        await specimen.WithAsync<AppDb>(async db =>
        {
            foreach (var (table, trigger) in new[] { ("revocations", "no_delete"), ("grants", "no_update") })
            {
                var drop = $"DROP TRIGGER {table}_{trigger}{(db.IsPostgres ? $" ON {table}" : "")}";
                await db.Database.ExecuteSqlRawAsync(drop);
            }
            await db.Database.ExecuteSqlRawAsync("DELETE FROM revocations");
            var prolong = $"UPDATE grants SET ends_at = {end} WHERE source_kind = 'order_line'";
            await db.Database.ExecuteSqlRawAsync(prolong);
        });

        var verdict = await specimen.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default));
        Assert.Equal("refund_ends_access", Assert.Single(verdict.Violations).Rule);
    }

    [Fact]
    public async Task Shows_documents_that_are_booked_too_seldom_or_too_much()
    {
        await using var specimen = new TamperedApp();
        await specimen.InitializeAsync();
        var shop = await Shop.OpenAsync(specimen);
        var paid = await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var owner = await specimen.SignInAsync(shop.Owner);
        foreach (var amount in new[] { "1", "2" })
        {
            var refunded = await shop.BuyAndPayAsync(await shop.BuyerAsync());
            await owner.SubmitAsync($"{shop.Path}/manage/orders/{refunded.OrderId}/refund", ("amount", amount), ("reason", "x"), ("do", "refund"));
        }
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        await shop.LedgerShouldBeSoundAsync();
        var payment = await specimen.WithAsync<AppDb, long>(db => db.Set<Guildhall.Payments.Settlement.Payment>().IgnoreQueryFilters()
            .Where(p => p.OrderId == paid.OrderId).Select(p => p.Id).SingleAsync());

        await specimen.WithAsync<AppDb>(async db =>
        {
            var drop = $"DROP TRIGGER ledger_transactions_no_update{(db.IsPostgres ? " ON ledger_transactions" : "")}";
            await db.Database.ExecuteSqlRawAsync(drop);
            await db.Database.ExecuteSqlAsync(
                $"UPDATE ledger_transactions SET purpose = 'other' WHERE document_kind = 'payment' AND document_id = {payment}");
            await db.Database.ExecuteSqlRawAsync("UPDATE refunds SET succeeded_at = NULL WHERE amount = 100");
            await db.Database.ExecuteSqlRawAsync("UPDATE refunds SET amount = 2901 WHERE amount = 200");
        });

        var verdict = await specimen.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default));
        Assert.Equal(["captured", "payment_booked_once", "refund_booked_once", "refund_within_payment"],
            verdict.Violations.Select(v => v.Rule).Order(StringComparer.Ordinal));
        Assert.Contains(verdict.Violations, v => v.Text == $"payment {payment} is booked 0 times");
    }

    [Fact]
    public async Task Sums_an_account_over_a_time()
    {
        var shop = await Shop.OpenAsync(app);
        var before = app.Clock.Now;
        await shop.BuyAndPayAsync(await shop.BuyerAsync());
        await shop.BuyAndPayAsync(await shop.BuyerAsync());

        async Task<long> SumAsync(string account, DateTime from, DateTime to) =>
            (await app.WithAsync<IMoneyLedger, IReadOnlyDictionary<string, long>>(l => l.SumAsync(shop.Community.Id, account, from, to)))
            .GetValueOrDefault("CNY");

        Assert.Equal(-5800, await SumAsync("revenue:", before, app.Clock.Now.AddSeconds(1)));
        Assert.Equal(5800 - 34, await SumAsync("processor:test", before, app.Clock.Now.AddSeconds(1)));
        Assert.Equal(34, await SumAsync("fees:test", before, app.Clock.Now.AddSeconds(1)));
        Assert.Equal(0, await SumAsync("revenue:", DateTime.UnixEpoch, before));

        var sums = await app.WithAsync<IMoneyLedger, IReadOnlyList<MoneySum>>(l => l.SumsAsync(
            shop.Community.Id, ["revenue:", "refunds:", "processor:test"], [(DateTime.UnixEpoch, before), (before, app.Clock.Now.AddSeconds(1))]));
        Assert.Equal([new("processor:test", 1, "CNY", 5800 - 34), new("revenue:", 1, "CNY", -5800)], sums.OrderBy(s => s.Account, StringComparer.Ordinal));
        Assert.Empty(await app.WithAsync<IMoneyLedger, IReadOnlyList<MoneySum>>(l => l.SumsAsync(shop.Community.Id, ["revenue:"], [])));
    }

    [Fact]
    public async Task Keeps_communities_apart()
    {
        var (one, other) = (await Shop.OpenAsync(app), await Shop.OpenAsync(app));
        await one.BuyAndPayAsync(await one.BuyerAsync());

        Assert.Empty(await other.BalancesAsync());
        Assert.Equal(-2900, (await one.BalancesAsync())["revenue:memberships"]);
    }

    private static async Task InsertEntryAsync(AppDb db, Shop shop, long amount)
    {
        var transaction = await db.Set<LedgerTransaction>().IgnoreQueryFilters().Where(t => t.CommunityId == shop.Community.Id)
            .FirstAsync();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO ledger_entries (community_id, transaction_id, account, amount, currency, at) VALUES ({shop.Community.Id}, {transaction.Id}, {"processor:test"}, {amount}, {"CNY"}, {transaction.At})");
    }
}

public class States_of_an_order(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Are_the_same_to_the_program_and_to_the_database()
    {
        var shop = await Shop.OpenAsync(app);
        // Orders in every state, and nothing behind them.
        app.BreaksBooksOf(shop.Community.Id);
        var now = app.Clock.Now;
        var quote = new SaleQuote(new Thing("tier", shop.Premium.TierId), "Premium", Interval.Month,
            shop.Premium.PriceOf(Interval.Month)?.PriceId, 2900, "CNY",
            "memberships", null, null);
        var buyer = await app.MemberAsync();
        var n = 0;
        Order Make(Action<Order>? then = null)
        {
            var order = Order.Place(shop.Community.Id, buyer.Id, Codes.Order(), [OrderLine.Of(shop.Community.Id, quote, 1)], "CNY",
                $"k{n++}", "", "", now);
            then?.Invoke(order);
            return order;
        }
        Order[] orders =
        [
            Make(), Make(o => o.Cancel(now)), Make(o => o.Pay(now)), Make(o => o.Hold(HeldReason.WrongAmount, now)),
            Make(o => { o.Pay(now); o.Hold(HeldReason.PaidTwice, now); }),
            Make(o => { o.Pay(now); o.Hold(HeldReason.PaidTwice, now); o.Release(now); }),
            Make(o => { o.Hold(HeldReason.WrongAmount, now); o.Release(now); o.Pay(now); }),
            Make(o => { o.Pay(now); o.Refund(2900, 2900, now); }),
            Make(o => { o.Pay(now); o.Refund(100, 2900, now); }),
            Make(o => { o.Hold(HeldReason.WrongAmount, now); o.Refund(2899, 2899, now); o.Release(now); }),
            Make(o => { o.Pay(now); o.Refund(2900, 2900, now); o.Hold(HeldReason.PaidTwice, now); }),
            Make(o => { o.Pay(now); o.Hold(HeldReason.PaidTwice, now); o.Refund(5800, 5800, now); }),
        ];
        await shop.InAsync(async db =>
        {
            db.AddRange(orders);
            return await db.SaveChangesAsync();
        });

        foreach (var at in new[] { now, now + Order.TimeToPay, now + Order.TimeToPay + TimeSpan.FromDays(1) })
        {
            foreach (var state in Enum.GetValues<OrderState>())
            {
                var found = await shop.InAsync(db => db.Set<Order>().Where(OrderList.Stands(state, at)).OrderBy(o => o.Id).Select(o => o.Id)
                    .ToListAsync());
                Assert.Equal(orders.Where(o => o.StateAt(at) == state).Select(o => o.Id).Order(), found);
            }
        }
    }
}
