using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Mail;
using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Visitors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.Gifts;

/// <summary>A visitor pays first; the account comes with the payment, and belongs to whoever reads the mail.</summary>
public class Buying_before_the_account(MailApp app) : IClassFixture<MailApp>
{
    private static int _addresses;

    [Fact]
    public async Task Makes_the_account_with_the_payment_and_signs_in_where_it_was_bought()
    {
        var (shop, browser, address) = (await Shop.OpenAsync(app), app.Visitor().Speaking("en"), Address());

        var order = await BuyAsync(shop, browser, address);
        Assert.Equal(0, await AccountsAsync(address));
        await PayAsync(shop, browser, order);

        Assert.Equal(1, await AccountsAsync(address));
        var page = await browser.GetAsync($"{shop.Path}/orders/{order.Code}");
        Assert.Contains("Paid. We sent you a link", page.TextOf("main"));
        (await browser.SubmitAsync(page, ("do", "enter"))).ShouldLeadTo(shop.Path);
        (await browser.GetAsync("/account/orders")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(shop.Premium.TierId, (await HoldsAsync(shop, (await OrderAsync(shop)).MemberId)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task The_mailed_link_sets_name_and_password_and_shuts_out_who_typed_the_address()
    {
        var (shop, browser, address) = (await Shop.OpenAsync(app), app.Visitor().Speaking("en"), Address());
        var order = await BuyAsync(shop, browser, address);
        await PayAsync(shop, browser, order);
        await browser.SubmitAsync(await browser.GetAsync($"{shop.Path}/orders/{order.Code}"), ("do", "enter"));
        var link = MailApp.LinkIn(Welcome(address), "/welcome/");
        var holder = app.Visitor().Speaking("en");

        var weak = await holder.SubmitAsync(link, ("name", "Mei"), ("password", "short"));
        weak.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await holder.SubmitAsync(link, ("name", "Mei Lan"), ("password", Person.Password))).ShouldLeadTo("/account/orders");

        Assert.Contains(order.Code, (await holder.GetAsync("/account/orders")).ShouldBe(HttpStatusCode.OK).Text);
        (await browser.GetAsync("/account/orders")).ShouldRedirect();
        (await app.Visitor().SubmitAsync("/sign-in", ("email", address), ("password", Person.Password))).ShouldBe(HttpStatusCode.SeeOther);
        Assert.Contains("no longer works", (await app.Visitor().Speaking("en").GetAsync(link)).Text);
    }

    [Fact]
    public async Task After_the_link_was_used_the_buying_browser_enters_no_more()
    {
        var (shop, browser, address) = (await Shop.OpenAsync(app), app.Visitor().Speaking("en"), Address());
        var order = await BuyAsync(shop, browser, address);
        await PayAsync(shop, browser, order);
        var page = await browser.GetAsync($"{shop.Path}/orders/{order.Code}");
        await app.Visitor().SubmitAsync(MailApp.LinkIn(Welcome(address), "/welcome/"), ("name", "Mei"), ("password", Person.Password));

        var pressed = await browser.SubmitAsync(page, ("do", "enter"));

        Assert.StartsWith("/sign-in", pressed.Location);
        (await browser.GetAsync("/account/orders")).ShouldRedirect();
    }

    [Fact]
    public async Task With_an_address_that_has_an_account_looks_the_same_and_opens_nothing_until_its_holder_signs_in()
    {
        var shop = await Shop.OpenAsync(app);
        var (holder, stranger, free) = (await shop.BuyerAsync(), app.Visitor().Speaking("en"), app.Visitor().Speaking("en"));
        var address = Address();

        var order = await BuyAsync(shop, stranger, holder.Person.Email);
        await PayAsync(shop, stranger, order);
        var other = await BuyAsync(shop, free, address);
        await PayAsync(shop, free, other);

        string Words(Answer page, string email) => page.TextOf(".callout-body").Replace(email, "…", StringComparison.Ordinal);
        var taken = await stranger.GetAsync($"{shop.Path}/orders/{order.Code}");
        Assert.Equal(Words(await free.GetAsync($"{shop.Path}/orders/{other.Code}"), address), Words(taken, holder.Person.Email));
        Assert.False(taken.Has("button[value=enter]"));
        (await stranger.GetAsync("/account/orders")).ShouldRedirect();
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(holder)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();

        await app.SettleAsync();
        var mail = Assert.Single(app.Server.Got,
            m => m.To.Mailboxes.Any(t => t.Address == holder.Person.Email) && m.Subject?.Contains("Finish") == true);
        var link = MailApp.LinkIn(mail, shop.Path + "/gift/");
        (await holder.Browser.SubmitAsync(link, ("_handler", "claim"))).ShouldLeadTo(link);
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(holder)).HighestTierId);
        Assert.Contains(order.Code, (await holder.Browser.GetAsync("/account/orders")).Text);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task The_order_is_seen_by_the_browser_that_bought_it_alone()
    {
        var (shop, browser) = (await Shop.OpenAsync(app), app.Visitor());
        var order = await BuyAsync(shop, browser, Address());
        var signedIn = await shop.BuyerAsync();

        (await browser.GetAsync($"{shop.Path}/orders/{order.Code}")).ShouldBe(HttpStatusCode.OK);
        Assert.StartsWith("/sign-in", (await app.Visitor().GetAsync($"{shop.Path}/orders/{order.Code}")).Location);
        Assert.StartsWith("/sign-in", (await app.Visitor().Keeping([$"{Buyer_.Cookie}=made-up"]).GetAsync($"{shop.Path}/orders/{order.Code}")).Location);
        (await signedIn.Browser.GetAsync($"{shop.Path}/orders/{order.Code}")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync($"/account/orders/{order.Code}")).ShouldRedirect();
    }

    [Fact]
    public async Task What_is_never_paid_goes_with_name_and_address()
    {
        var (shop, browser) = (await Shop.OpenAsync(app), app.Visitor());
        var order = await BuyAsync(shop, browser, Address());

        await shop.PassAsync(TimeSpan.FromDays(20));
        await app.RunJobAsync<SweepVisitors>();
        Assert.Equal(1, await shop.InAsync(db => db.Set<Order>().CountAsync()));
        await shop.PassAsync(TimeSpan.FromDays(12));
        await app.RunJobAsync<SweepVisitors>();

        Assert.Equal(0, await shop.InAsync(db => db.Set<Order>().CountAsync()));
        Assert.False(await shop.InAsync(db => db.Members.AnyAsync(m => m.Id == order.MemberId)));
    }

    [Fact]
    public async Task Needs_a_name_and_an_address_and_makes_nobody_without()
    {
        var (shop, browser) = (await Shop.OpenAsync(app), app.Visitor().Speaking("en"));
        var before = await app.WithAsync<AppDb, int>(db => db.Members.CountAsync());

        var page = await browser.SubmitAsync(
            shop.CheckoutPath(shop.Premium), ("interval", "month"), ("name", "Mei"), ("email", "nonsense"), ("do", "buy"));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("This is not an email address", page.TextOf(".field-wrong"));
        Assert.Equal("Mei", page.Document.QuerySelector("[name=name]")!.GetAttribute("value"));
        Assert.Equal(before, await app.WithAsync<AppDb, int>(db => db.Members.CountAsync()));
    }

    [Theory]
    [InlineData(50, 1450), InlineData(100, 0)]
    public async Task Takes_a_coupon_that_does_not_count_per_member(int percent, long total)
    {
        var (shop, browser, address) = (await Shop.OpenAsync(app), app.Visitor().Speaking("en"), Address());
        await IssueAsync(shop, new CouponTerms(CouponKind.Percent, percent, null) { MemberLimit = null, TotalLimit = 1 });

        var applied = await browser.SubmitAsync(
            shop.CheckoutPath(shop.Premium), ("interval", "month"), ("coupon", "spring"), ("name", "Mei"), ("email", address), ("do", "apply"));
        await browser.SubmitAsync(applied, ("do", "buy"));
        var order = await OrderAsync(shop);
        if (total > 0)
            await PayAsync(shop, browser, order);
        await app.SettleAsync();

        Assert.Equal("Mei", applied.ShouldBe(HttpStatusCode.OK).Document.QuerySelector("[name=name]")!.GetAttribute("value"));
        Assert.Equal((total, true), (order.Total, (await OrderAsync(shop)).PaidAt is not null));
        Assert.Equal(1, await AccountsAsync(address));
        Assert.NotNull((await shop.InAsync(db => db.Set<CouponUse>().AsNoTracking().SingleAsync())).TakenAt);
        var late = await app.Visitor().Speaking("en").SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("coupon", "SPRING"),
            ("name", "Hua"), ("email", Address()), ("do", "buy"));
        Assert.Contains("The coupon SPRING has been used up.", late.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf(".field-wrong"));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_coupon_goes_with_an_order_that_is_never_paid_and_with_one_that_is_handed_over()
    {
        var (shop, holder) = (await Shop.OpenAsync(app), await app.MemberAsync("Holder"));
        await IssueAsync(shop, new CouponTerms(CouponKind.Percent, 50, null) { MemberLimit = null });
        var (one, other) = (app.Visitor().Speaking("en"), app.Visitor().Speaking("en"));
        await BuyAsync(shop, one, Address(), "SPRING");
        var order = await BuyAsync(shop, other, holder.Email, "SPRING");
        await PayAsync(shop, other, order);
        await app.SettleAsync();
        var mail = Assert.Single(app.Server.Got, m => m.To.Mailboxes.Any(t => t.Address == holder.Email) && m.Subject?.Contains("Finish") == true);
        await (await app.SignInAsync(holder)).SubmitAsync(MailApp.LinkIn(mail, shop.Path + "/gift/"), ("_handler", "claim"));

        await shop.PassAsync(TimeSpan.FromDays(32));
        await app.RunJobAsync<SweepVisitors>();

        var use = await shop.InAsync(db => db.Set<CouponUse>().AsNoTracking().SingleAsync());
        Assert.Equal((order.Id, holder.Id), (use.OrderId, use.MemberId));
    }

    private static Task<Coupon> IssueAsync(Shop shop, CouponTerms terms) => shop.InScopeAsync(s =>
        s.GetRequiredService<ArrangeCoupons>().IssueAsync("SPRING", terms, shop.Owner.Id, default));

    private static string Address() => $"visitor{Interlocked.Increment(ref _addresses)}@buys.example";

    private MimeKit.MimeMessage Welcome(string address) =>
        Assert.Single(app.Server.Got, m => m.To.Mailboxes.Any(t => t.Address == address) && m.TextBody!.Contains("/welcome/"));

    private Task<int> AccountsAsync(string address) =>
        app.WithAsync<AppDb, int>(db => db.Set<Account>().CountAsync(a => a.Email == address));

    private Task<Holdings> HoldsAsync(Shop shop, long memberId) => app.WithAsync<IAccess, Holdings>(
        gate => gate.HoldingsAsync(new Viewer(memberId), shop.Community.Id, app.Clock.Now).AsTask());

    private static Task<Order> OrderAsync(Shop shop) => shop.InAsync(
        db => db.Set<Order>().AsNoTracking().OrderByDescending(o => o.Id).FirstAsync());

    private static async Task<Order> BuyAsync(Shop shop, Client browser, string address, string coupon = "")
    {
        var sent = await browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("coupon", coupon), ("name", "Mei"),
            ("email", address), ("do", "buy"));
        Assert.StartsWith("/test-processor/pay/", sent.Location ?? sent.Text);
        return await OrderAsync(shop);
    }

    private static async Task PayAsync(Shop shop, Client browser, Order order)
    {
        var pay = await shop.InAsync(
            db => db.Set<Guildhall.Payments.Checkouts.Checkout>().Where(c => c.OrderId == order.Id).Select(c => c.StartValue)
                .SingleAsync());
        var back = await browser.SubmitAsync(new Uri(new Uri("http://x/"), pay).AbsolutePath, ("decision", "pay"), ("scenario", "pays"));
        Assert.Equal($"{shop.Path}/orders/{order.Code}", back.Location);
        await browser.FollowAsync(back);
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
    }

    private static class Buyer_
    {
        public const string Cookie = Guildhall.Payments.Visitors.Buyer.CookieName;
    }
}

/// <summary>Where no mail goes out, an account comes first.</summary>
[Trait("Database", "sqlite")]
public class Buying_without_mail(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Says_that_an_account_comes_first()
    {
        var shop = await Shop.OpenAsync(app);

        var page = await app.Visitor().Speaking("en").GetAsync(shop.CheckoutPath(shop.Premium));

        Assert.Contains("You need an account for this.", page.ShouldBe(HttpStatusCode.OK).TextOf("main"));
        Assert.False(page.Has("[name=email]"));
        Assert.True(page.Has("a[href^='/register?returnUrl=']"));
    }
}
