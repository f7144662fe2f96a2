using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Mail;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments.Gifts;

/// <summary>A coupon counts once per member, and a visitor is nobody yet: it is settled with the money.</summary>
public class Coupons_of_visitors(MailApp app) : IClassFixture<MailApp>
{
    private static int _addresses;

    [Fact]
    public async Task That_count_per_member_are_taken_and_count_for_the_new_account()
    {
        var (shop, browser, address) = (await Shop.OpenAsync(app), app.Visitor().Speaking("en"), Address());
        await IssueAsync(shop, new CouponTerms(CouponKind.Percent, 50, null));

        var order = await BuyAsync(shop, browser, address);
        await PayAsync(shop, browser, order);

        Assert.Equal(1450, order.Total);
        var use = await shop.InAsync(db => db.Set<CouponUse>().SingleAsync());
        Assert.Equal((order.MemberId, true), (use.MemberId, use.TakenAt is not null));
        // This browser may be told so at once: it knows what it bought.
        var again = await SendAsync(shop, browser, Address());
        Assert.Contains("You have already used the coupon SPRING.", again.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf(".field-wrong"));
        Assert.Equal("SPRING", again.Document.QuerySelector("[name=coupon]")!.GetAttribute("value"));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Used_before_by_the_holder_of_the_address_send_the_money_back(bool firstPurchase)
    {
        var shop = await Shop.OpenAsync(app);
        await IssueAsync(shop,
            new CouponTerms(CouponKind.Percent, 50, null) { FirstPurchaseOnly = firstPurchase, MemberLimit = firstPurchase ? null : 1 });
        var holder = await app.MemberAsync("Holder");
        var member = new Buyer(holder, await app.SignInAsync(holder));
        var (visitor, control) = (app.Visitor().Speaking("en"), app.Visitor().Speaking("en"));
        await shop.BuyAndPayAsync(member, firstPurchase ? shop.Partner : shop.Premium, firstPurchase ? "year" : "month");
        if (!firstPurchase)
            await UseAsync(shop, member);

        // Nothing on the way to the payment tells a stranger what the holder of the address has bought.
        var (taken, free) = (await SendAsync(shop, visitor, holder.Email), await SendAsync(shop, control, Address()));
        Assert.Equal(free.Status, taken.Status);
        var order = await LastOfAsync(shop, o => o.Kind == OrderKind.Visitor, skip: 1);
        await PayAsync(shop, visitor, order);
        await shop.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(OrderState.Refunded, (await OrderAsync(shop, order.Id)).StateAt(app.Clock.Now));
        Assert.Equal(0, await UsesAsync(shop, order.Id));
        Assert.Contains("The coupon was used with this email address before", (await visitor.GetAsync($"{shop.Path}/orders/{order.Code}")).TextOf("main"));
        await app.SettleAsync();
        var mail = Assert.Single(app.Server.Got,
            m => m.To.Mailboxes.Any(t => t.Address == holder.Email) && m.Subject?.Contains(order.Code) == true && m.Subject.Contains("goes back"));
        Assert.Contains("SPRING", mail.TextBody);
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Of_one_address_in_two_browsers_are_used_once()
    {
        var (shop, one, other, address) = (await Shop.OpenAsync(app), app.Visitor().Speaking("en"), app.Visitor().Speaking("en"), Address());
        await IssueAsync(shop, new CouponTerms(CouponKind.Percent, 50, null));
        var (first, second) = (await BuyAsync(shop, one, address), await BuyAsync(shop, other, address));

        await PayAsync(shop, one, first);
        await PayAsync(shop, other, second);
        await shop.PassAsync(TimeSpan.FromSeconds(5));

        var (kept, returned) = (await OrderAsync(shop, first.Id), await OrderAsync(shop, second.Id));
        Assert.Equal((OrderState.Paid, OrderState.Refunded), (kept.StateAt(app.Clock.Now), returned.StateAt(app.Clock.Now)));
        Assert.Equal((1, 0), (await UsesAsync(shop, first.Id), await UsesAsync(shop, second.Id)));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Count_for_the_holder_of_the_address_as_soon_as_they_are_paid()
    {
        var (shop, holder, visitor) = (await Shop.OpenAsync(app), await app.MemberAsync("Holder"), app.Visitor().Speaking("en"));
        await IssueAsync(shop, new CouponTerms(CouponKind.Percent, 50, null));
        var order = await BuyAsync(shop, visitor, holder.Email);
        await PayAsync(shop, visitor, order);

        Assert.Equal(holder.Id, (await shop.InAsync(db => db.Set<CouponUse>().SingleAsync())).MemberId);
        var refused = await (await app.SignInAsync(holder)).Speaking("en").SubmitAsync(
            shop.CheckoutPath(shop.Premium), ("interval", "month"), ("coupon", "SPRING"), ("do", "buy"));
        Assert.Contains("You have already used the coupon SPRING.", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf(".field-wrong"));
    }

    [Fact]
    public async Task Of_all_of_the_price_are_refused_when_the_holder_claims_them_a_second_time()
    {
        var (shop, holder) = (await Shop.OpenAsync(app), await app.MemberAsync("Holder"));
        await IssueAsync(shop, new CouponTerms(CouponKind.Percent, 100, null));
        var browser = (await app.SignInAsync(holder)).Speaking("en");
        await browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("coupon", "SPRING"), ("do", "buy"));
        await SendAsync(shop, app.Visitor().Speaking("en"), holder.Email);
        await app.SettleAsync();

        var mail = Assert.Single(app.Server.Got,
            m => m.To.Mailboxes.Any(t => t.Address == holder.Email) && m.Subject?.Contains("Finish") == true);
        var claimed = await browser.SubmitAsync(MailApp.LinkIn(mail, shop.Path + "/gift/"), ("_handler", "claim"));

        Assert.Contains("You have already used the coupon SPRING", claimed.ShouldBe(HttpStatusCode.Conflict).TextOf("main"));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Of_somebody_else_are_nobodys()
    {
        var (shop, browser) = (await Shop.OpenAsync(app), app.Visitor().Speaking("en"));
        await IssueAsync(shop, new CouponTerms(CouponKind.Percent, 50, null) { MemberId = shop.Owner.Id });

        var refused = await SendAsync(shop, browser, Address());

        Assert.Contains("is for another account", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf(".field-wrong"));
    }

    private async Task UseAsync(Shop shop, Buyer buyer)
    {
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("coupon", "SPRING"), ("do", "buy"));
        var order = await LastOfAsync(shop, o => o.MemberId == buyer.Person.Id, skip: 0);
        await shop.DecideAsync(buyer, new Purchase(order.Id, order.Code, sent.Location!, sent.Location!.Split('/')[^1]));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
    }

    private static Task<Answer> SendAsync(Shop shop, Client browser, string address) => browser.SubmitAsync(
        shop.CheckoutPath(shop.Premium), ("interval", "month"), ("coupon", "SPRING"), ("name", "Mei"), ("email", address), ("do", "buy"));

    private static async Task<Order> BuyAsync(Shop shop, Client browser, string address)
    {
        var sent = await SendAsync(shop, browser, address);
        Assert.StartsWith("/test-processor/pay/", sent.Location ?? sent.Text);
        return await LastOfAsync(shop, o => o.Kind == OrderKind.Visitor, skip: 0);
    }

    private static async Task PayAsync(Shop shop, Client browser, Order order)
    {
        var pay = await shop.InAsync(db => db.Set<Checkout>().Where(c => c.OrderId == order.Id).Select(c => c.StartValue).SingleAsync());
        await browser.FollowAsync(await browser.SubmitAsync(
            new Uri(new Uri("http://x/"), pay).AbsolutePath, ("decision", "pay"), ("scenario", "pays")));
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        await shop.PassAsync(TimeSpan.FromSeconds(2));
    }

    private static Task<Order> LastOfAsync(Shop shop, System.Linq.Expressions.Expression<Func<Order, bool>> which, int skip) =>
        shop.InAsync(db => db.Set<Order>().AsNoTracking().Where(which).OrderByDescending(o => o.Id).Skip(skip).FirstAsync());

    private static Task<Order> OrderAsync(Shop shop, long id) =>
        shop.InAsync(db => db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == id));

    /// <summary>Those that count against the limits.</summary>
    private Task<int> UsesAsync(Shop shop, long orderId) => shop.InAsync(
        db => db.Set<CouponUse>().Where(u => u.OrderId == orderId).CountAsync(CouponUse.CountsAt(app.Clock.Now)));

    private static Task<Coupon> IssueAsync(Shop shop, CouponTerms terms) => shop.InScopeAsync(s =>
        s.GetRequiredService<ArrangeCoupons>().IssueAsync("SPRING", terms, shop.Owner.Id, default));

    private static string Address() => $"couponed{Interlocked.Increment(ref _addresses)}@buys.example";
}
