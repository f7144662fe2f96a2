using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Guildhall.App.Tests.Payments.Coupons;

namespace Guildhall.App.Tests.Payments;

public class Using_coupons(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Takes_a_part_off_and_books_what_was_paid()
    {
        var shop = await Shop.OpenAsync(app);
        var coupon = await IssueAsync(shop, "SPRING-26", new CouponTerms(CouponKind.Percent, 33, null));
        var buyer = await shop.BuyerAsync();

        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium, "&interval=month"), ("coupon", "ｓｐｒing 26"), ("do", "buy"));
        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync());
        var purchase = new Purchase(order.Id, order.Code, sent.Location!, sent.Location!.Split('/')[^1]);
        await shop.DecideAsync(buyer, purchase);
        await shop.PassAsync(TimeSpan.FromSeconds(2));

        // 33 % of 2900 is 957.
        Assert.Equal((1943, 957), (order.Total, order.Lines[0].Discount));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
        Assert.Equal(-1943, (await shop.BalancesAsync())["revenue:memberships"]);
        var row = await RowAsync(shop, coupon);
        Assert.Equal((1, 0, 957L, 1943L), (row.Uses, row.Kept, row.TakenOff.Single().Amount, row.Brought.Single().Amount));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Shows_the_price_before_anybody_buys()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "HALF", new CouponTerms(CouponKind.Percent, 50, null));
        var buyer = await shop.BuyerAsync();

        var page = await buyer.Browser.Speaking("en").SubmitAsync(shop.CheckoutPath(shop.Premium), ("coupon", "half"), ("do", "apply"));

        Assert.Contains("CN¥14.50 instead of CN¥29", page.ShouldBe(HttpStatusCode.OK).TextOf("main"));
        Assert.Equal("half", page.Document.QuerySelector("[name=coupon]")!.GetAttribute("value"));
        Assert.Equal(0, await shop.InAsync(db => db.Set<Order>().CountAsync()));
        Assert.Equal(0, await shop.InAsync(db => db.Set<CouponUse>().CountAsync()));
    }

    [Fact]
    public async Task Of_all_of_the_price_needs_no_processor()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "FREE", new CouponTerms(CouponKind.Percent, 100, null));
        var buyer = await shop.BuyerAsync();

        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("coupon", "FREE"), ("do", "buy"));

        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync());
        Assert.Equal($"{shop.Path}/orders/{order.Code}", sent.Location);
        Assert.Equal(OrderState.Paid, order.StateAt(app.Clock.Now));
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Empty(await shop.BalancesAsync());
        await shop.LedgerShouldBeSoundAsync();
        Assert.Contains("¥0.00", (await buyer.Browser.GetAsync($"/account/orders/{order.Code}")).ShouldBe(HttpStatusCode.OK).TextOf(".receipt"));
    }

    [Fact]
    public async Task The_last_use_is_used_once()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "LAST", new CouponTerms(CouponKind.Amount, 1000, "CNY") { TotalLimit = 1 });
        var programs = new List<Client>();
        for (var i = 0; i < 20; i++)
            programs.Add(await app.TokenAsync(await app.MemberAsync(), "orders:write"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => CheckoutAsync(programs[i % 20], shop, "LAST", $"k{i}")));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(199, answers.Count(a => a.Status == HttpStatusCode.UnprocessableEntity));
        Assert.Equal((1, 1900),
            (await shop.InAsync(db => db.Set<CouponUse>().CountAsync()),
                await shop.InAsync(db => db.Set<Order>().Select(o => o.Total).SingleAsync())));
    }

    [Fact]
    public async Task A_use_is_free_again_when_the_buyer_turns_back_or_pays_too_late()
    {
        var shop = await Shop.OpenAsync(app);
        var coupon = await IssueAsync(shop, "ONE", new CouponTerms(CouponKind.Amount, 1000, "CNY") { TotalLimit = 1, MemberLimit = null });
        var (first, second) = (await shop.BuyerAsync(), await shop.BuyerAsync());
        var purchase = await BuyAsync(shop, first, "ONE");

        await RefusedAsync(app, shop, second, "ONE", "coupon_used_up");
        await shop.DecideAsync(first, purchase, "cancel");
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(OrderState.Cancelled, await shop.StateAsync(purchase));
        await BuyAsync(shop, second, "ONE");

        // The first wants to pay after all, and finds that the other one has it.
        var again = await first.Browser.Speaking("en").SubmitAsync($"{shop.Path}/orders/{purchase.Code}", ("do", "again"));
        Assert.Contains("used up in the meantime", again.ShouldBe(HttpStatusCode.Conflict).TextOf("main"));
        app.Clock.Advance(TimeSpan.FromHours(25));
        await BuyAsync(shop, await shop.BuyerAsync(), "ONE");
        Assert.Equal((0, 1), ((await RowAsync(shop, coupon)).Uses, (await RowAsync(shop, coupon)).Kept));
    }

    [Fact]
    public async Task A_use_is_kept_for_as_long_as_the_order_can_be_paid()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "LONG", new CouponTerms(CouponKind.Percent, 10, null) { TotalLimit = 1 });
        var purchase = await BuyAsync(shop, await shop.BuyerAsync(), "LONG");

        await shop.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Guildhall.Kernel.Data.AppDb>();
            var order = await db.Set<Order>().Include(o => o.Lines).SingleAsync(o => o.Id == purchase.OrderId);
            order.Allow(TimeSpan.FromDays(14));
            await services.GetRequiredService<ResumeOrder>().RunAsync(order, app.Clock.Now, default);
            return await db.SaveChangesAsync();
        });
        app.Clock.Advance(TimeSpan.FromDays(3));

        await RefusedAsync(app, shop, await shop.BuyerAsync(), "LONG", "coupon_used_up");
    }

    [Fact]
    public async Task Of_a_first_purchase_is_kept_for_one_order_at_a_time()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "HELLO", new CouponTerms(CouponKind.Percent, 50, null) { FirstPurchaseOnly = true, MemberLimit = null });
        await IssueAsync(shop, "WELCOME", new CouponTerms(CouponKind.Percent, 20, null) { FirstPurchaseOnly = true });
        var buyer = await shop.BuyerAsync();
        var pending = await BuyAsync(shop, buyer, "HELLO");

        await RefusedAsync(app, shop, buyer, "HELLO", "coupon_first_pending");
        await RefusedAsync(app, shop, buyer, "WELCOME", "coupon_first_pending");
        await shop.DecideAsync(buyer, pending, "cancel");
        await shop.PassAsync(TimeSpan.FromSeconds(2));

        await BuyAsync(shop, buyer, "WELCOME");
    }

    [Theory]
    [InlineData("limit"), InlineData("first"), InlineData("ended")]
    public async Task Is_looked_at_again_when_whoever_turned_back_pays_after_all(string how)
    {
        var shop = await Shop.OpenAsync(app);
        var coupon = await IssueAsync(shop, "ONCE", new CouponTerms(CouponKind.Percent, 50, null)
        {
            MemberLimit = how == "limit" ? 1 : null, FirstPurchaseOnly = how == "first",
        });
        var buyer = await shop.BuyerAsync();
        var left = await BuyAsync(shop, buyer, "ONCE");
        await shop.DecideAsync(buyer, left, "cancel");
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        if (how == "ended")
        {
            await shop.InScopeAsync(async services =>
            {
                await services.GetRequiredService<ArrangeCoupons>().EndAsync(coupon.Id, default);
                return true;
            });
        }
        else
        {
            await shop.DecideAsync(buyer, await BuyAsync(shop, buyer, "ONCE"));
            await shop.PassAsync(TimeSpan.FromSeconds(2));
        }

        var again = await buyer.Browser.SubmitAsync($"{shop.Path}/orders/{left.Code}", ("do", "again"));

        again.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal(OrderState.Cancelled, await shop.StateAsync(left));
    }

    [Fact]
    public async Task A_use_stays_one_after_a_refund()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "ONCE", new CouponTerms(CouponKind.Percent, 10, null));
        var buyer = await shop.BuyerAsync();
        var purchase = await BuyAsync(shop, buyer, "ONCE");
        await shop.DecideAsync(buyer, purchase);
        await shop.PassAsync(TimeSpan.FromSeconds(2));
        await shop.InScopeAsync(services => services.GetRequiredService<RefundOrder>()
            .RunAsync(purchase.OrderId, new RefundWish(null, null, "Refunded", false, "k"), shop.Owner.Id, default));
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));

        await RefusedAsync(app, shop, buyer, "ONCE", "coupon_used");
    }

    [Fact]
    public async Task Of_an_order_that_waits_the_buyer_is_told_so_and_gets_it_back_with_the_order()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "ONCE", new CouponTerms(CouponKind.Percent, 10, null));
        var buyer = await shop.BuyerAsync();
        await BuyAsync(shop, buyer, "ONCE");

        await RefusedAsync(app, shop, buyer, "ONCE", "coupon_pending");
    }

    [Fact]
    public async Task Is_refused_plainly_where_it_does_not_hold()
    {
        var shop = await Shop.OpenAsync(app);
        var now = app.Clock.Now;
        var half = new CouponTerms(CouponKind.Percent, 50, null) { MemberLimit = null };
        await IssueAsync(shop, "EARLY", half with { StartsAt = now.AddDays(1) });
        await IssueAsync(shop, "LATE", half with { EndsAt = now.AddDays(-1) });
        await IssueAsync(shop, "DOLLARS", new CouponTerms(CouponKind.Amount, 500, "USD"));
        await IssueAsync(shop, "PARTNERS", half with { Items = [$"tier:{shop.Partner.TierId}"] });
        await IssueAsync(shop, "OTHERS", half with { MemberId = shop.Owner.Id });
        await IssueAsync(shop, "FIRST", half with { FirstPurchaseOnly = true });
        await IssueAsync(shop, "ALONE", half);
        await IssueAsync(shop, "ENDED", half);
        await shop.InScopeAsync(async s =>
        {
            var ended = await s.GetRequiredService<CouponList>().PageAsync(new CouponFilter(), null, 50, default);
            await s.GetRequiredService<ArrangeCoupons>().EndAsync(ended.Items.Single(c => c.Coupon.Code == "ENDED").Coupon.Id, default);
            return 0;
        });
        var old = await shop.BuyerAsync();
        await shop.BuyAndPayAsync(old);

        await RefusedAsync(app, shop, old, "EARLY", "coupon_early");
        await RefusedAsync(app, shop, old, "LATE", "coupon_over");
        await RefusedAsync(app, shop, old, "ENDED", "coupon_over");
        await RefusedAsync(app, shop, old, "DOLLARS", "coupon_currency");
        await RefusedAsync(app, shop, old, "PARTNERS", "coupon_other_things");
        await RefusedAsync(app, shop, old, "OTHERS", "coupon_not_yours");
        await RefusedAsync(app, shop, old, "FIRST", "coupon_first_purchase");
        await RefusedAsync(app, shop, old, "ALONE,FIRST", "coupon_alone");
        await RefusedAsync(app, shop, old, "АLONE", "coupon_unknown");
        await RefusedAsync(app, shop, old, new string('X', 101), "coupon_unknown");
        await RefusedAsync(app, shop, old, "A,B,C,D,E,F", "coupons_too_many");
        await RefusedAsync(app, shop, old, "' OR 1=1 --", "coupon_unknown");
    }

    [Theory]
    [InlineData("SALE-10", "sale1O"), InlineData("SALE-10", "SALE-IO"), InlineData("SALE-10", " s a l e 1 0 ")]
    public async Task What_looks_alike_is_the_same_code(string issued, string typed)
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, issued, new CouponTerms(CouponKind.Percent, 10, null));

        await BuyAsync(shop, await shop.BuyerAsync(), typed);

        await Assert.ThrowsAsync<Refused>(() =>
            IssueAsync(shop, typed.Replace(" ", "").ToUpperInvariant(), new CouponTerms(CouponKind.Percent, 20, null)));
    }

    [Fact]
    public async Task Several_that_allow_it_come_one_after_the_other()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "TEN", new CouponTerms(CouponKind.Percent, 10, null) { Stacks = true });
        await IssueAsync(shop, "FIVE", new CouponTerms(CouponKind.Amount, 500, "CNY") { Stacks = true });
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:write");

        var placed = await CheckoutAsync(program, shop, "FIVE, TEN", "k");

        // 10 % of 2900, then 500.
        Assert.Equal(2110, placed.ShouldBe(HttpStatusCode.Created).Json.GetProperty("total").GetInt64());
    }
}
