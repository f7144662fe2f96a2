using System.Globalization;
using CsCheck;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.Refunds;

/// <summary>
/// Money goes back in any parts and by any hand, of prices, of held money and of what was paid twice, while the processor refuses, is not
/// there, or does it and does not say so. A plain model counts along: after each step what went back and who has access are as it says, and
/// from time to time the books. GUILDHALL_WALK says how many steps.
/// </summary>
public class Random_walk_of_refunds(FaultyApp app) : IClassFixture<FaultyApp>
{
    private static readonly int Steps =
        int.TryParse(Environment.GetEnvironmentVariable("GUILDHALL_WALK"), CultureInfo.InvariantCulture, out var steps) ? steps : 150;

    private static readonly Gen<(int What, int Which, int Size, bool Flag)[]> Walks =
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 1000], Gen.Int[1, 1000], Gen.Bool).Array[Steps];

    [Fact]
    public async Task Agrees_with_the_plain_model_at_every_step()
    {
        var taken = 0;
        await Walks.SampleAsync(async steps =>
        {
            var walk = new Walk(app, await Shop.OpenAsync(app));
            foreach (var (what, which, size, flag) in steps)
                taken += await walk.StepAsync(what, which, size, flag) ? 1 : 0;
            await walk.BooksShouldAgreeAsync();
        }, iter: 1, threads: 1);
        Assert.True(taken > Steps / 5, $"Only {taken} steps did something.");
    }

    [Fact]
    public async Task Would_find_money_that_nobody_counted()
    {
        var walk = new Walk(app, await Shop.OpenAsync(app));
        await walk.StepAsync(0, 0, 1, flag: true);
        await walk.StepAsync(5, 0, 1, flag: true);
        walk.Miscount();

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(walk.BooksShouldAgreeAsync);
    }

    private sealed class Walk(FaultyApp app, Shop shop)
    {
        private readonly List<PlainPurchase> _all = [];
        private int _step;

        /// <returns>Whether it did something.</returns>
        public async Task<bool> StepAsync(int what, int which, int size, bool flag)
        {
            if (++_step % 50 == 0)
                await BooksShouldAgreeAsync();
            if (_all.Count == 0 || what == 0)
                return await PlaceAsync();
            // Lately placed ones are more interesting than those that are over.
            var purchase = _all[Math.Max(0, _all.Count - 1 - which % (flag ? 2 : 12))];
            var did = what switch
            {
                <= 5 => await PayAsync(purchase, wrong: size % 5 == 0),
                <= 14 => await RefundAsync(purchase, which, size, flag, (Trouble)(what % 4)),
                <= 17 => await ByHandAsync(purchase, which, size),
                _ => await AgainAsync(purchase),
            };
            await ShouldAgreeAsync(purchase);
            return did;
        }

        private async Task<bool> PlaceAsync()
        {
            var member = (await app.MemberAsync($"Buyer {_step}")).Id;
            var wish = OrderWish.Of(new SaleWish("tier", shop.Premium.Slug, Interval: Interval.Month), StubProcessor.Key);
            var order = (await shop.InScopeAsync(s => s.GetRequiredService<PlaceOrder>().RunAsync(member, wish, $"k{_step}", default))).Order;
            var reference = await shop.InAsync(db =>
                db.Set<Checkout>().Where(c => c.OrderId == order.Id).Select(c => c.Reference!).SingleAsync());
            _all.Add(new PlainPurchase(order.Id, member, reference, order.Total));
            return true;
        }

        private async Task<bool> PayAsync(PlainPurchase purchase, bool wrong)
        {
            if (purchase.Payments.Count == 3)
                return false;
            var amount = wrong ? purchase.Total - 1 : purchase.Total;
            app.Processor.PaidAt = app.Clock.Now;
            if (purchase.Payments.Count == 0)
                app.Processor.Pay(purchase.Reference, amount);
            else
                app.Processor.Capture(purchase.Reference, amount);
            await LookAsync(purchase);
            purchase.Pay(amount);
            return true;
        }

        private async Task<bool> RefundAsync(PlainPurchase purchase, int which, int size, bool ends, Trouble trouble)
        {
            if (purchase.Payments.Count == 0)
                return false;
            var at = which % purchase.Payments.Count;
            var (payment, theirs) = (purchase.Payments[at], $"pi_{purchase.Reference}_{at}");
            var left = payment.Amount - payment.Returned;
            var amount = Math.Max(1, size % 7 == 0 ? left + 1 : size % 3 == 0 ? left : left * size / 1000);
            Arrange(trouble, theirs);
            try
            {
                var id = await shop.InAsync(db => db.Set<Payment>().Where(p => p.Reference == theirs).Select(p => p.Id).SingleAsync());
                var refund = await AskAsync(purchase, new RefundWish(id, amount, "x", ends, $"r{_step}"));
                Assert.True(amount <= left, $"Step {_step}: more went back than was left.");
                Assert.Equal(trouble switch
                {
                    Trouble.Refuses => RefundOutcome.Failed, Trouble.None => RefundOutcome.Succeeded, _ => RefundOutcome.Pending,
                }, refund.Outcome);
                purchase.LastAsked = new RefundWish(id, amount, "x", ends, $"r{_step}");
            }
            catch (Refused refused) when (refused.Code is "refund_too_large" or "refunded_already")
            {
                Assert.True(amount > left, $"Step {_step}: {refused.Code}.");
                return false;
            }
            finally
            {
                app.Processor.LostAnswer = null;
                app.Processor.RefundFailures.Clear();
            }
            // What the processor did not take, or did not say, is sent once more.
            app.Clock.Advance(TimeSpan.FromSeconds(2));
            await app.SettleAsync();
            if (trouble != Trouble.Refuses)
                purchase.Return(payment, amount, ends);
            return true;
        }

        private void Arrange(Trouble trouble, string payment)
        {
            if (trouble == Trouble.LosesAnswer)
                app.Processor.LostAnswer = new ProcessorFailure("timed_out");
            else if (trouble != Trouble.None)
                app.Processor.RefundFailures[payment] = new ProcessorFailure("refused", final: trouble == Trouble.Refuses);
        }

        /// <summary>Somebody gives back on the processor's own site.</summary>
        private async Task<bool> ByHandAsync(PlainPurchase purchase, int which, int size)
        {
            if (purchase.Payments.Count == 0)
                return false;
            var at = which % purchase.Payments.Count;
            var payment = purchase.Payments[at];
            if (payment.Amount - payment.Returned is not (> 0 and var left))
                return false;
            var amount = size % 4 == 0 ? left : Math.Max(1, left * size / 1000);
            var record = app.Processor.Records[purchase.Reference];
            app.Processor.Records[purchase.Reference] = record with
            {
                Payments = [.. record.Payments.Select((p, i) => i != at ? p : p with
                {
                    Refunds = [.. p.Refunds, new RefundRecord($"re_hand_{_step}", null, amount, RefundOutcome.Succeeded, null, app.Clock.Now)],
                })],
            };
            await LookAsync(purchase);
            purchase.Return(payment, amount, ends: false);
            return true;
        }

        /// <summary>Looked at again, and asked again with the same key, nothing happens.</summary>
        private async Task<bool> AgainAsync(PlainPurchase purchase)
        {
            await LookAsync(purchase);
            if (purchase.LastAsked is { } asked)
                await AskAsync(purchase, asked);
            return true;
        }

        private Task<Refund> AskAsync(PlainPurchase purchase, RefundWish wish) => shop.InScopeAsync(s =>
            s.GetRequiredService<RefundOrder>().RunAsync(purchase.OrderId, wish, shop.Owner.Id, default));

        private async Task LookAsync(PlainPurchase purchase)
        {
            await app.WithAsync<SettleCheckout>(settle => settle.RunAsync(StubProcessor.Key, purchase.Reference, [], default));
            // What was paid twice goes back by itself.
            await app.SettleAsync();
        }

        private async Task ShouldAgreeAsync(PlainPurchase purchase)
        {
            var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == purchase.OrderId));
            var holds = await app.WithAsync<IAccess, Holdings>(gate =>
                gate.HoldingsAsync(new Viewer(purchase.MemberId), shop.Community.Id, app.Clock.Now).AsTask());
            Assert.Equal($"{_step}: {purchase.Returned} back, {(purchase.IsOpen ? "open" : "closed")}",
                $"{_step}: {order.RefundedTotal} back, {(holds.HighestTierId == shop.Premium.TierId ? "open" : "closed")}");
        }

        public async Task BooksShouldAgreeAsync()
        {
            var books = await shop.BalancesAsync();
            long Of(string account) => books.GetValueOrDefault(account);
            Assert.Equal(
                (_all.Sum(p => p.Captured - p.Returned), -_all.Sum(p => p.Earned), _all.Sum(p => p.GivenBack), -_all.Sum(p => p.Held)),
                (Of("processor:stub") + Of("fees:stub"), Of("revenue:memberships"), Of("refunds:memberships"), Of("held:payments")));
            await shop.LedgerShouldBeSoundAsync();
        }

        /// <summary>Bad on purpose.</summary>
        public void Miscount() => _all[0].Payments[0].Returned++;
    }

    private enum Trouble
    {
        None,

        /// <summary>For good.</summary>
        Refuses,

        /// <summary>Not this time.</summary>
        IsNotThere,

        /// <summary>It is done, and nobody is told.</summary>
        LosesAnswer,
    }

    /// <summary>An order as plainly as possible: what was captured for it, and what of each capture went back.</summary>
    private sealed class PlainPurchase(long orderId, long memberId, string reference, long total)
    {
        public long OrderId => orderId;
        public long MemberId => memberId;
        public string Reference => reference;
        public long Total => total;
        public List<PlainPayment> Payments { get; } = [];
        public RefundWish? LastAsked { get; set; }
        public bool IsOver { get; private set; }

        private PlainPayment? Price => Payments.Find(p => p.IsPrice);
        public bool IsOpen => Price is not null && !IsOver;
        public long Captured => Payments.Sum(p => p.Amount);
        public long Returned => Payments.Sum(p => p.Returned);
        public long Earned => Price?.Amount ?? 0;
        public long GivenBack => Price?.Returned ?? 0;
        public long Held => Payments.Where(p => !p.IsPrice).Sum(p => p.Amount - p.Returned);

        /// <summary>The first that fits is the price; what comes after the price goes back by itself.</summary>
        public void Pay(long amount)
        {
            var twice = Price is not null;
            Payments.Add(new PlainPayment { Amount = amount, IsPrice = !twice && amount == total, Returned = twice ? amount : 0 });
        }

        public void Return(PlainPayment payment, long amount, bool ends)
        {
            payment.Returned += amount;
            IsOver |= payment.IsPrice && (ends || payment.Returned == payment.Amount);
        }
    }

    private sealed class PlainPayment
    {
        public long Amount { get; init; }
        public bool IsPrice { get; init; }
        public long Returned { get; set; }
    }
}
