using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.PayPal;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>Coupons for several periods, for ever, and for free days.</summary>
public class Coupons_that_run_on(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Take_something_off_as_many_charges_as_they_promise()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "THREE", new CouponTerms(CouponKind.Percent, 50, null) { Periods = 3 });
        var member = await SubscribeAsync(shop, "THREE");

        Assert.Contains("CN¥14.50 for 2 more periods, then CN¥29/month",
            (await (await member.BrowserAsync()).Speaking("en").GetAsync($"/account/subscriptions/{(await member.RowAsync()).Id}")).TextOf("main"));
        for (var i = 0; i < 3; i++)
            await member.PassToEndAsync();

        Assert.Equal([1450L, 1450, 1450, 2900], (await member.OrdersAsync()).Select(o => o.Total));
        Assert.Empty((await member.RowAsync()).Discounts);
        Assert.Equal(1, await shop.InAsync(db => db.Set<CouponUse>().CountAsync()));
        Assert.Equal(2900, await shop.InAsync(db => db.Set<SubscriptionMovement>().SumAsync(m => m.Amount)));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Hold_for_ever_and_count_so_as_recurring_revenue()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "EVER", new CouponTerms(CouponKind.Amount, 900, "CNY") { Periods = null });
        var member = await SubscribeAsync(shop, "EVER");

        for (var i = 0; i < 3; i++)
            await member.PassToEndAsync();

        Assert.Equal([2000L, 2000, 2000, 2000], (await member.OrdersAsync()).Select(o => o.Total));
        Assert.Equal(2000, await shop.InAsync(db => db.Set<SubscriptionMovement>().SumAsync(m => m.Amount)));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Are_shown_before_the_click()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "SHOWN", new CouponTerms(CouponKind.Percent, 50, null) { Periods = 3 });
        var buyer = await shop.BuyerAsync();

        var page = await buyer.Browser.Speaking("en").SubmitAsync(shop.CheckoutPath(shop.Premium), ("coupon", "SHOWN"), ("do", "apply"));

        Assert.Contains("CN¥14.50 for 2 more periods, then CN¥29/month", page.ShouldBe(HttpStatusCode.OK).TextOf("main"));
    }

    [Fact]
    public async Task Take_something_off_what_is_paid_by_hand_no_oftener_than_promised()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "HAND", new CouponTerms(CouponKind.Percent, 50, null) { Periods = 2 });
        var buyer = await shop.BuyerAsync();
        await PayAsync(shop, buyer, await BuyAsync(shop, buyer, "HAND"));
        Assert.Contains("CN¥14.50", (await buyer.Browser.Speaking("en").GetAsync(shop.CheckoutPath(shop.Premium))).TextOf("main"));

        // Two orders that wait to be paid: the last discounted period is one of them.
        var second = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("do", "buy"));
        var third = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("do", "buy"));
        await PayAsync(shop, buyer, second);
        await PayAsync(shop, buyer, third);

        Assert.Equal([1450L, 1450, 2900], (await new Subscriber(app, shop, buyer).OrdersAsync()).Select(o => o.Total));
        Assert.Empty((await new Subscriber(app, shop, buyer).RowAsync()).Discounts);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Are_not_heaped_on_each_other()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "FIRST", new CouponTerms(CouponKind.Percent, 50, null) { Periods = 5 });
        await IssueAsync(shop, "OTHER", new CouponTerms(CouponKind.Percent, 50, null));
        var buyer = await shop.BuyerAsync();
        await PayAsync(shop, buyer, await BuyAsync(shop, buyer, "FIRST"));

        var program = await app.TokenAsync(buyer.Person, "orders:write");
        (await CheckoutAsync(program, shop, "OTHER", false)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "coupon_running");
    }

    [Fact]
    public async Task Give_free_days_before_the_first_charge()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "DAYS", new CouponTerms(CouponKind.TrialDays, 20, null));
        var buyer = await shop.BuyerAsync();
        var page = await buyer.Browser.Speaking("en").SubmitAsync(shop.CheckoutPath(shop.Premium), ("coupon", "DAYS"), ("do", "apply"));
        Assert.Contains("Try it free for 20 days", page.ShouldBe(HttpStatusCode.OK).TextOf("main"));
        var member = new Subscriber(app, shop, buyer);

        await member.PayAsync(await buyer.Browser.SubmitAsync(page, ("interval", "month"), ("do", "buy")));
        Assert.Equal(SubscriptionStanding.Trial, await member.StandsAsync());
        Assert.True(await member.HoldsAsync());
        await member.PassAsync(19);
        Assert.Single(await member.OrdersAsync());
        await member.PassAsync(2);

        Assert.Equal([0L, 2900], (await member.OrdersAsync()).Select(o => o.Total));
        Assert.Equal(SubscriptionStanding.Active, await member.StandsAsync());
        Assert.Equal(1, await shop.InAsync(db => db.Set<CouponUse>().CountAsync(u => u.TakenAt != null)));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData(20, 20, 1), InlineData(10, 14, 0)]
    public async Task Give_the_longer_of_their_days_and_the_sellers_own(int coupon, int trial, int uses)
    {
        var shop = await Shop.OpenAsync(app);
        (await (await app.SignInAsync(shop.Owner)).SubmitAsync($"{shop.Path}/manage/tiers/{shop.Premium.TierId}", ("trialDays", "14"))).ShouldRedirect();
        await IssueAsync(shop, "LONGER", new CouponTerms(CouponKind.TrialDays, coupon, null));
        var buyer = await shop.BuyerAsync();
        var program = await app.TokenAsync(buyer.Person, "orders:write");

        (await CheckoutAsync(program, shop, "LONGER", true)).ShouldBe(HttpStatusCode.Created);

        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync());
        Assert.Equal((trial, 0L), (order.Lines[0].TrialDays, order.Total));
        Assert.Equal(uses, await shop.InAsync(db => db.Set<CouponUse>().CountAsync()));
    }

    [Fact]
    public async Task Are_refused_where_a_renewal_would_cost_nothing()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "NOTHING", new CouponTerms(CouponKind.Percent, 100, null) { Periods = 2 });
        var program = await app.TokenAsync((await shop.BuyerAsync()).Person, "orders:write");

        (await CheckoutAsync(program, shop, "NOTHING", true)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "coupon_not_chargeable");
        // By hand it is free twice.
        (await CheckoutAsync(program, shop, "NOTHING", false)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Are_made_on_a_page_and_by_programs()
    {
        var shop = await Shop.OpenAsync(app);
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");
        var program = await app.TokenAsync(shop.Owner, "communities:write", "communities:read");

        var wrong = await owner.SubmitAsync(shop.Path + "/manage/coupons/new", ("code", "PAGE"), ("value", "20"), ("lasts", "periods"));
        Assert.Equal("Enter how many periods it applies to.", wrong.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-periods-error"));
        (await owner.SubmitAsync(wrong, ("periods", "3"))).ShouldRedirect();
        (await program.PostAsync(shop.Api + "/manage/coupons", new { code = "EVERMORE", kind = "percent", value = 5, forever = true }))
            .ShouldBe(HttpStatusCode.Created);
        (await program.PostAsync(shop.Api + "/manage/coupons", new { code = "TRYIT", kind = "trial_days", value = 30 })).ShouldBe(HttpStatusCode.Created);
        (await program.PostAsync(shop.Api + "/manage/coupons", new { code = "TOOLONG", kind = "trial_days", value = 366 }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "trial_days_out_of_range");

        var made = await shop.InAsync(db => db.Set<Coupon>().AsNoTracking().OrderBy(c => c.Id).ToListAsync());
        Assert.Equal([("PAGE", CouponKind.Percent, 3), ("EVERMORE", CouponKind.Percent, null), ("TRYIT", CouponKind.TrialDays, (int?)1)],
            made.Select(c => (c.Code, c.Kind, c.Periods)));
    }

    [Fact]
    public async Task Go_along_with_an_upgrade()
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop, "ALONG", new CouponTerms(CouponKind.Percent, 50, null) { Periods = 3 });
        var member = await SubscribeAsync(shop, "ALONG");
        var row = await member.RowAsync();

        var placed = await shop.InScopeAsync(s => s.GetRequiredService<ChangePlan>()
            .RunAsync(member.Buyer.Person.Id, row.Id, shop.Premium.TierId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Kernel.Contracts.Memberships.Interval.Year, null, null, "up", default));
        await member.PayAsync(((CheckoutStart.Page)placed!.Start!).Url);

        // 29900 less half by the coupon, less the 1450 that were paid today.
        Assert.Equal(29900 - 14950 - 1450, placed.Order.Total);
        var after = await member.RowAsync();
        Assert.Equal((row.Id, 1), (after.ReplacesId, Assert.Single(after.Discounts).PeriodsLeft));
        Assert.Equal(14950, after.NextCharge);
        await shop.LedgerShouldBeSoundAsync();
    }

    private async Task<Subscriber> SubscribeAsync(Shop shop, string coupon)
    {
        var buyer = await shop.BuyerAsync();
        var member = new Subscriber(app, shop, buyer);
        await member.PayAsync(await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("goesOn", "renews"),
            ("coupon", coupon), ("do", "buy")));
        return member;
    }

    private static Task<Answer> BuyAsync(Shop shop, Buyer buyer, string coupon) => buyer.Browser.SubmitAsync(
        shop.CheckoutPath(shop.Premium), ("interval", "month"), ("coupon", coupon), ("do", "buy"));

    private Task PayAsync(Shop shop, Buyer buyer, Answer sent) => new Subscriber(app, shop, buyer).PayAsync(sent);

    private static Task<Coupon> IssueAsync(Shop shop, string code, CouponTerms terms) => shop.InScopeAsync(s =>
        s.GetRequiredService<ArrangeCoupons>().IssueAsync(code, terms, shop.Owner.Id, default));

    private static Task<Answer> CheckoutAsync(Client program, Shop shop, string coupon, bool renews)
    {
        var wish = new { lines = new[] { new { kind = "tier", id = shop.Premium.Slug, interval = "month" } }, coupon, renews };
        var request = new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout") { Content = JsonContent.Create(wish) };
        request.Headers.Add("Idempotency-Key", Codes.Secret("k_"));
        return program.SendAsync(request);
    }
}

[Trait("Database", "none")]
public class Courses_of_prices
{
    [Fact]
    public void Say_what_each_coming_period_costs()
    {
        RunningDiscount[] discounts =
        [
            new(1, "TEN", CouponKind.Percent, 10, 2, ""), new(2, "EURO", CouponKind.Amount, 100, 5, ""),
            new(3, "EVER", CouponKind.Percent, 50, null, "7"),
        ];

        var (steps, final) = RunningDiscount.Read(RunningDiscount.Write(discounts)).Course(1000, 7);

        Assert.Equal([new PriceStep(2, 350), new PriceStep(3, 400)], steps);
        Assert.Equal(500, final);
        Assert.Equal(1000 - 100 - 100, discounts.Net(1000, 8));
        Assert.Equal([1, 4, null], discounts.After(1).Select(d => d.PeriodsLeft));
        Assert.Equal([2L, 3], discounts.After(2).Select(d => d.CouponId));
    }

    [Fact]
    public void Fit_into_two_cycles_of_PayPal_or_do_not()
    {
        Assert.Equal([new PriceStep(3, 800)], PayPalPlans.CyclesBefore(new PriceCourse(800, 0, [new PriceStep(2, 800)], 1000)));
        Assert.Empty(PayPalPlans.CyclesBefore(new PriceCourse(800, 0, [], 800)));
        Assert.True(PayPalPlans.Fits(new PriceCourse(0, 30, [new PriceStep(3, 800)], 1000)));
        Assert.True(PayPalPlans.Fits(new PriceCourse(500, 0, [new PriceStep(2, 800)], 1000)));
        Assert.False(PayPalPlans.Fits(new PriceCourse(500, 0, [new PriceStep(2, 800), new PriceStep(1, 900)], 1000)));
        Assert.False(PayPalPlans.Fits(new PriceCourse(0, 30, [new PriceStep(2, 800), new PriceStep(1, 900)], 1000)));
        Assert.False(PayPalPlans.Fits(new PriceCourse(800, 0, [new PriceStep(1000, 800)], 1000)));
    }
}
