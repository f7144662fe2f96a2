using System.Globalization;
using System.Net.Http.Json;
using CsCheck;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.RefundClaims;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.TestProcessor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>
/// People order, pay, pay wrong amounts, turn back, use a scarce coupon, and get money back, in any order, beside a plain model: after each
/// step the order, the coupon and the access of its buyer, now and at an earlier instant, are as the model says; and the books with them.
/// GUILDHALL_WALK says how many steps; docs/testing.md has the long one.
/// </summary>
public class Random_orders(OwnApp app) : IClassFixture<OwnApp>
{
    private const int Days = 30, TotalLimit = 6, MemberLimit = 2;
    private const long Price = 2901;

    private static readonly int Steps =
        int.TryParse(Environment.GetEnvironmentVariable("GUILDHALL_WALK"), CultureInfo.InvariantCulture, out var steps) ? steps : 400;

    private static readonly Gen<(int What, int Which, int Size, bool Flag)[]> Walks =
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 1000], Gen.Int[1, 1000], Gen.Bool).Array[Steps];

    [Fact]
    public async Task Agree_with_the_plain_model_at_every_step()
    {
        var taken = 0;
        await Walks.SampleAsync(async steps =>
        {
            var walk = await Walk.BeginAsync(app);
            foreach (var (what, which, size, flag) in steps)
                taken += await walk.StepAsync(what, which, size, flag) ? 1 : 0;
            await walk.BooksShouldAgreeAsync();
        }, iter: 1, threads: 1);
        Assert.True(taken > Steps / 3, $"Only {taken} steps did something.");
    }

    [Fact]
    public async Task Would_find_access_that_nobody_paid_for()
    {
        var walk = await Walk.BeginAsync(app);
        await walk.StepAsync(0, 0, 1, flag: false);
        await walk.GiveAwayAsync();

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => walk.AccessShouldAgreeAsync(0, app.Clock.Now));
    }

    private sealed class Walk(GuildhallApp app, Shop shop, IReadOnlyList<Buyer> buyers)
    {
        private readonly PlainOrders _plain = new(Days, Price, TotalLimit, MemberLimit);
        private int _step;

        private DateTime Now => app.Clock.Now;

        public static async Task<Walk> BeginAsync(GuildhallApp app)
        {
            var shop = await Shop.OpenAsync(app);
            var program = await app.TokenAsync(shop.Owner, "tiers:write");
            (await program.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{shop.Api}/tiers/{shop.Premium.TierId}")
            {
                Content = JsonContent.Create(new
                {
                    name = "Premium", rank = shop.Premium.Rank, prices = new[] { new { interval = "days", amount = Price, days = Days } },
                }),
            })).ShouldBe(System.Net.HttpStatusCode.OK);
            await shop.InScopeAsync(async s =>
            {
                await s.GetRequiredService<ArrangeCoupons>().IssueAsync("HALF", new CouponTerms(CouponKind.Percent, 50, null)
                {
                    TotalLimit = TotalLimit, MemberLimit = MemberLimit,
                }, shop.Owner.Id, default);
                var terms = RefundTerms.Usual(shop.Community.Id);
                terms.Change(givesCouponsBack: true, 1);
                var db = s.GetRequiredService<AppDb>();
                db.Add(terms);
                return await db.SaveChangesAsync();
            });
            return new Walk(app, shop, [await shop.BuyerAsync("One"), await shop.BuyerAsync("Two"), await shop.BuyerAsync("Three")]);
        }

        /// <returns>Whether it did something.</returns>
        public async Task<bool> StepAsync(int what, int which, int size, bool flag)
        {
            if (++_step % 200 == 0)
                await BooksShouldAgreeAsync();
            if (what <= 4)
                return await PlaceAsync(which % buyers.Count, flag);
            if (what == 5)
            {
                app.Clock.Advance(flag ? TimeSpan.FromHours(size / 20.0) : TimeSpan.FromDays(size / 100.0));
                await AccessShouldAgreeAsync(which % buyers.Count, Now);
                return true;
            }
            // Lately placed ones are more interesting than those that are over.
            if (_plain.All.Count == 0)
                return false;
            var order = _plain.All[Math.Max(0, _plain.All.Count - 1 - which % (flag ? 4 : 40))];
            var did = what switch
            {
                <= 10 => await PayAsync(order, size % 8 == 0 ? TestScenario.WrongAmount : TestScenario.Pays),
                11 => await CancelAsync(order),
                12 or 13 => await AcceptAsync(order),
                <= 17 => await RefundAsync(order, size, flag),
                _ => await RepeatAsync(order),
            };
            await ShouldAgreeAsync(order);
            await AccessShouldAgreeAsync(buyers.ToList().FindIndex(b => b.Person.Id == order.Buyer), Now - TimeSpan.FromHours(size));
            return did;
        }

        private async Task<bool> PlaceAsync(int buyer, bool coupon)
        {
            var (id, key) = (buyers[buyer].Person.Id, $"k{_step}");
            var expected = !coupon || _plain.MayUseCoupon(id, Now);
            try
            {
                var placed = await shop.InScopeAsync(s => s.GetRequiredService<PlaceOrder>().RunAsync(id, Wish(coupon), key, default));
                Assert.True(expected, $"Step {_step}: the coupon was used once too often.");
                await ShouldAgreeAsync(_plain.Place(placed.Order.Id, id, coupon, Now, key));
            }
            catch (Refused refused) when (refused.Code is "coupon_used_up" or "coupon_used" or "coupon_pending")
            {
                Assert.False(expected, $"Step {_step}: {refused.Code}.");
            }
            return true;
        }

        private OrderWish Wish(bool coupon) =>
            OrderWish.Of(new SaleWish("tier", shop.Premium.Slug, Interval: Interval.Days), TestPaymentProcessor.Key) with
            {
                Coupons = coupon ? ["half"] : [],
            };

        private async Task<bool> PayAsync(PlainOrder order, TestScenario scenario)
        {
            if (!order.IsOpenAt(Now))
                return false;
            await DecideAsync(order, "pay", scenario);
            order.Captured = scenario == TestScenario.WrongAmount ? order.Total - 1 : order.Total;
            if (order.Captured == order.Total)
                _plain.Open(order, Now);
            return true;
        }

        private async Task<bool> CancelAsync(PlainOrder order)
        {
            if (!order.IsOpenAt(Now))
                return false;
            await DecideAsync(order, "cancel", TestScenario.Pays);
            order.CancelledAt = Now;
            return true;
        }

        private async Task<bool> AcceptAsync(PlainOrder order)
        {
            var held = order.StateAt(Now) == OrderState.Held;
            try
            {
                await shop.InScopeAsync(async s =>
                {
                    await s.GetRequiredService<AcceptHeldPayment>().RunAsync(order.Id, shop.Owner.Id, default);
                    return 0;
                });
                Assert.True(held, $"Step {_step}: something was accepted that was not held.");
                _plain.Open(order, Now);
            }
            catch (Refused refused) when (refused.Code == "nothing_held")
            {
                Assert.False(held, $"Step {_step}: {refused.Code}.");
            }
            return held;
        }

        private async Task<bool> RefundAsync(PlainOrder order, int size, bool ends)
        {
            var left = order.Captured - order.Refunded;
            // What is held goes back whole; of a price also a part.
            var amount = order.PaidAt is null || size % 3 == 0 ? left : Math.Max(1, left * size / 1000);
            var asked = Math.Max(1, size % 10 == 1 ? left + 1 : amount);
            try
            {
                var refund = await shop.InScopeAsync(s => s.GetRequiredService<RefundOrder>()
                    .RunAsync(order.Id, new RefundWish(null, asked, "x", ends, $"r{_step}"), shop.Owner.Id, default));
                Assert.Equal((RefundOutcome.Succeeded, true), (refund.Outcome, asked <= left));
                _plain.Refund(order, asked, ends, Now);
                return true;
            }
            catch (Refused refused) when (refused.Code is "refund_too_large" or "not_paid" or "refunded_already")
            {
                Assert.True(asked > left, $"Step {_step}: {refused.Code}.");
                return false;
            }
        }

        /// <summary>The same key again is the same order, and what was told before changes nothing.</summary>
        private async Task<bool> RepeatAsync(PlainOrder order)
        {
            var again = await shop.InScopeAsync(s => s.GetRequiredService<PlaceOrder>()
                .RunAsync(order.Buyer, Wish(order.HasCoupon), order.Key, default));
            Assert.Equal((order.Id, false), (again.Order.Id, again.IsNew));
            await SettleAsync(order);
            return true;
        }

        private async Task DecideAsync(PlainOrder order, string decision, TestScenario scenario)
        {
            var reference = await ReferenceAsync(order);
            await shop.InScopeAsync(s => s.GetRequiredService<DecideTestPayment>().RunAsync(reference, decision, scenario, default));
            await SettleAsync(order);
        }

        private async Task SettleAsync(PlainOrder order)
        {
            var reference = await ReferenceAsync(order);
            await app.WithAsync<SettleCheckout>(settle => settle.RunAsync(TestPaymentProcessor.Key, reference, [], default));
        }

        private Task<string> ReferenceAsync(PlainOrder order) => shop.InAsync(db => db.Set<Checkout>()
            .Where(c => c.OrderId == order.Id).Select(c => c.Reference!).SingleAsync());

        private async Task ShouldAgreeAsync(PlainOrder order)
        {
            var real = await shop.InAsync(db => db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == order.Id));
            Assert.Equal($"{_step}: {order.StateAt(Now)}, {order.Total}, {order.Refunded} back",
                $"{_step}: {real.StateAt(Now)}, {real.Total}, {real.RefundedTotal} back");
        }

        public async Task AccessShouldAgreeAsync(int buyer, DateTime at)
        {
            var id = buyers[buyer].Person.Id;
            foreach (var instant in new[] { Now, at })
            {
                var holds = await app.WithAsync<IAccess, Holdings>(
                    gate => gate.HoldingsAsync(new Viewer(id), shop.Community.Id, instant).AsTask());
                Assert.Equal($"{_step}: buyer {buyer} at {instant:o}: {_plain.IsOpen(id, instant)}",
                    $"{_step}: buyer {buyer} at {instant:o}: {holds.HighestTierId == shop.Premium.TierId}");
            }
        }

        public async Task BooksShouldAgreeAsync()
        {
            var books = await shop.BalancesAsync();
            Assert.Equal(
                (_plain.Captured - _plain.Refunded, -_plain.Earned, _plain.GivenBack, -_plain.Held, 0),
                (books.GetValueOrDefault("processor:test") + books.GetValueOrDefault("fees:test"), books.GetValueOrDefault("revenue:memberships"),
                    books.GetValueOrDefault("refunds:memberships"), books.GetValueOrDefault("held:payments"), books.Values.Sum()));
            await shop.LedgerShouldBeSoundAsync();
        }

        /// <summary>Bad on purpose.</summary>
        public Task GiveAwayAsync() => shop.InScopeAsync(async s =>
        {
            await s.GetRequiredService<IGrants>().GrantTierAsync(shop.Community.Id, buyers[0].Person.Id, shop.Premium.TierId, Now, null,
                new Guildhall.Kernel.Contracts.Thing("order_line", 0), null, Now);
            return await s.GetRequiredService<AppDb>().SaveChangesAsync();
        });
    }
}
