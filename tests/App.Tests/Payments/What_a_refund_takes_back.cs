using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments.Books;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>The preview names everything that goes back with the money, and nothing else goes back.</summary>
public class What_a_refund_takes_back(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Is_listed_part_by_part_before_the_button()
    {
        var (books, purchase, _) = await SoldAsync(coupon: "HALF");

        var whole = await books.Browser.GetAsync(PathOf(books, purchase));
        var part = await books.Browser.SubmitAsync(whole, ("amount", "7.25"), ("do", "preview"));

        Assert.Equal(["Money", "Access", "Subscription", "Coupons", "Shares of authors and partners", "Invoices", "Figures"], Headings(whole));
        var (all, some) = (whole.TextOf(".cascade"), part.TextOf(".cascade"));
        Assert.Contains("Premium ends now instead of on", all);
        Assert.Contains("The subscription to Premium ends now.", all);
        Assert.Contains("The coupon HALF remains used.", all);
        Assert.Contains("Zhao Author returns CN¥1.45 of their share.", all);
        Assert.Contains("Partial refund: the membership continues.", some);
        Assert.Contains("The subscription to Premium continues.", some);
        Assert.Contains("Zhao Author returns CN¥0.72 of their share.", some);
        Assert.Equal(OrderState.Paid, await books.Shop.StateAsync(purchase));
    }

    [Fact]
    public async Task Says_what_was_paid_out_to_an_author_already()
    {
        var (books, purchase, author) = await SoldAsync();
        (await books.PostAsync("/payouts", new { account = $"payable:member:{author.Id}", amount = 200, currency = "CNY" })).ShouldBe(HttpStatusCode.OK);

        var page = await books.Browser.GetAsync(PathOf(books, purchase));
        await books.Browser.SubmitAsync(page, ("reason", "Regret"), ("do", "refund"));

        Assert.Contains("Zhao Author returns CN¥2.90 of their share.", page.TextOf(".cascade"));
        Assert.Contains("Of that, CN¥2.00 was already paid out to Zhao Author", page.TextOf(".cascade-warning"));
        // What they owe is taken off the next payout.
        Assert.Equal(200, (await books.Shop.BalancesAsync())[$"payable:member:{author.Id}"]);
        await books.BooksShouldCloseAsync();
    }

    [Fact]
    public async Task Gives_a_coupon_back_where_the_terms_say_so_and_all_went_back()
    {
        var (books, purchase, _) = await SoldAsync(coupon: "ONCE");
        await books.Browser.SubmitAsync($"{books.Manage}/refund-terms", ("perYear", "1"), ("coupons", "true"));

        var part = await books.Browser.SubmitAsync(PathOf(books, purchase), ("amount", "1.00"), ("do", "preview"));
        var whole = await books.Browser.GetAsync(PathOf(books, purchase));
        await books.Browser.SubmitAsync(whole, ("reason", "Regret"), ("do", "refund"));

        Assert.Contains("The coupon ONCE remains used.", part.TextOf(".cascade"));
        Assert.Contains("The coupon ONCE can be used once more.", whole.TextOf(".cascade"));
        var use = await books.Shop.InAsync(db => db.Set<CouponUse>().AsNoTracking().SingleAsync());
        Assert.NotNull(use.GivenBackAt);
        Assert.Equal(0, await books.Shop.InAsync(db => db.Set<CouponUse>().Where(CouponUse.CountsAt(app.Clock.Now)).CountAsync()));
    }

    [Fact]
    public async Task Is_not_done_when_something_has_changed_since_it_was_shown()
    {
        var (books, purchase, author) = await SoldAsync();
        var page = await books.Browser.GetAsync(PathOf(books, purchase));
        (await books.PostAsync("/payouts", new { account = $"payable:member:{author.Id}", amount = 200, currency = "CNY" })).ShouldBe(HttpStatusCode.OK);

        var stale = await books.Browser.SubmitAsync(page, ("reason", "Kept as typed"), ("do", "refund"));
        var again = await books.Browser.SubmitAsync(stale, ("do", "refund"));

        Assert.Contains("Someone else changed this", stale.ShouldBe(HttpStatusCode.Conflict).Text);
        Assert.Contains("was already paid out to Zhao Author", stale.TextOf(".cascade"));
        Assert.Equal("Kept as typed", stale.TextOf("#field-reason"));
        Assert.Equal($"{books.Manage}/orders/{purchase.OrderId}", again.Location);
        Assert.Equal(OrderState.Refunded, await books.Shop.StateAsync(purchase));
    }

    [Fact]
    public async Task Is_told_to_programs_which_are_refused_when_it_no_longer_holds()
    {
        var (books, purchase, author) = await SoldAsync();
        var path = $"{books.Api}/orders/{purchase.Code}/refund/preview";

        var preview = (await books.Program.PostAsync(path, new { amount = 1000 })).ShouldBe(HttpStatusCode.OK).Json;
        var shown = preview.GetProperty("shown").GetString();
        (await books.PostAsync("/payouts", new { account = $"payable:member:{author.Id}", amount = 290, currency = "CNY" })).ShouldBe(HttpStatusCode.OK);
        var stale = await books.PostAsync($"/orders/{purchase.OrderId}/refunds", new { amount = 1000, reason = "x", shown }, "stale");
        var fresh = (await books.Program.PostAsync(path, new { amount = 1000 })).Json.GetProperty("shown").GetString();
        var made = await books.PostAsync($"/orders/{purchase.OrderId}/refunds", new { amount = 1000, reason = "x", shown = fresh }, "fresh");

        Assert.Equal((1000, 2900, false), (preview.GetProperty("amount").GetInt64(), preview.GetProperty("left").GetInt64(),
            preview.GetProperty("endsAccess").GetBoolean()));
        var shares = preview.GetProperty("parts").EnumerateArray()
            .Single(p => p.GetProperty("heading").GetString()!.StartsWith("Shares", StringComparison.Ordinal));
        Assert.Equal(100, shares.GetProperty("effects")[0].GetProperty("amount").GetInt64());
        stale.ShouldBeRefused(HttpStatusCode.Conflict, "changed_meanwhile");
        made.ShouldBe(HttpStatusCode.OK);
        (await books.Program.PostAsync(path, new { amount = 1901 })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "refund_too_large");
        (await books.Program.PostAsync($"{books.Api}/orders/O-NOSUCHCODE/refund/preview", new { })).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Is_shown_to_those_only_who_may_refund()
    {
        var (books, purchase, _) = await SoldAsync();
        var stranger = await app.TokenAsync(await app.MemberAsync(), "orders:read", "orders:write");

        (await stranger.PostAsync($"{books.Api}/orders/{purchase.Code}/refund/preview", new { })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Leaves_the_time_that_other_orders_have_paid()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var first = await shop.BuyAndPayAsync(buyer);
        var second = await shop.BuyAndPayAsync(buyer);
        var until = (await shop.OrderAsync(first)).Lines[0].CoversUntil!.Value;
        var owner = await app.SignInAsync(shop.Owner);

        var page = await owner.GetAsync($"{shop.Path}/manage/orders/{second.OrderId}/refund");
        await owner.SubmitAsync(page, ("reason", "Regret"), ("do", "refund"));

        Assert.Contains("The subscription to Premium continues, but is paid only until", page.TextOf(".cascade"));
        var subscription = await shop.InAsync(db => db.Set<Subscription>().AsNoTracking().SingleAsync());
        Assert.Equal((until, null), (subscription.PaidUntil, subscription.EndedAt));
    }

    private static string PathOf(Bookkeeping books, Purchase purchase) => $"{books.Manage}/orders/{purchase.OrderId}/refund";

    private static List<string> Headings(Answer page) => [.. page.Document.QuerySelectorAll(".cascade-title").Select(h => h.TextContent.Trim())];

    /// <summary>A month of Premium is sold, and a tenth of it is the author's, payable at once.</summary>
    private async Task<(Bookkeeping Books, Purchase Purchase, Person Author)> SoldAsync(string? coupon = null)
    {
        var books = await Bookkeeping.OpenAsync(app);
        var author = await app.MemberAsync("Zhao Author");
        await books.Browser.SubmitAsync($"{books.Manage}/shares", ("member", author.Email), ("percent", "10"), ("stream", "memberships"), ("holdDays", "0"));
        if (coupon is not null)
            await books.Shop.InScopeAsync(s => s.GetRequiredService<ArrangeCoupons>()
                .IssueAsync(coupon, new CouponTerms(CouponKind.Percent, 50, null), books.Shop.Owner.Id, default));
        var buyer = await books.Shop.BuyerAsync();
        var sent = await buyer.Browser.SubmitAsync(books.Shop.CheckoutPath(books.Shop.Premium, "&interval=month"), ("coupon", coupon ?? ""), ("do", "buy"));
        var order = await books.Shop.InAsync(db => db.Set<Order>().AsNoTracking().SingleAsync());
        var purchase = new Purchase(order.Id, order.Code, sent.Location!, sent.Location!.Split('/')[^1]);
        await books.Shop.DecideAsync(buyer, purchase);
        await books.Shop.PassAsync(TimeSpan.FromSeconds(2));
        await books.Shop.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(OrderState.Paid, await books.Shop.StateAsync(purchase));
        return (books, purchase, author);
    }
}
