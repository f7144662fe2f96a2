using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Content.Articles;
using Guildhall.Content.Reading;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Guildhall.Payments.RefundClaims;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

/// <summary>A member takes the money back within the terms, or asks for it.</summary>
public class Asking_for_a_refund(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Within_the_terms_gives_it_back_at_once()
    {
        var (shop, buyer, purchase) = await SoldAsync(("handling", "at_once"), ("days", "7"));
        var order = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}");

        var done = await buyer.Browser.SubmitAsync($"{shop.Path}/orders/{purchase.Code}/refund", ("words", "Not for me"));
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Contains("You can get a refund until", order.TextOf("main"));
        Assert.Contains("The 7 days after your payment run until", order.TextOf(".refund-reasons"));
        Assert.Equal($"{shop.Path}/orders/{purchase.Code}", done.Location);
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.Equal(shop.Free.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        var refund = await shop.InAsync(db => db.Set<Refund>().AsNoTracking().SingleAsync());
        Assert.Equal((2900, "Not for me", buyer.Person.Id), (refund.Amount, refund.Reason, refund.RequestedById));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task Pressed_many_times_gives_it_back_once()
    {
        var (shop, buyer, purchase) = await SoldAsync(("handling", "at_once"), ("days", "7"));
        var page = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}/refund");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => buyer.Browser.SubmitAsync(page, ("words", ""))));
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        Assert.All(answers, a => Assert.True(a.Location is not null || a.Status == HttpStatusCode.Conflict, a.ToString()));
        Assert.Equal(1, await shop.InAsync(db => db.Set<RefundClaim>().CountAsync()));
        Assert.Equal(1, await shop.InAsync(db => db.Set<Refund>().CountAsync()));
        await shop.LedgerShouldBeSoundAsync();
    }

    [Fact]
    public async Task After_the_days_is_for_the_operator_to_decide()
    {
        var (shop, buyer, purchase) = await SoldAsync(("handling", "at_once"), ("days", "7"));
        await shop.PassAsync(TimeSpan.FromDays(7));
        var owner = await app.SignInAsync(shop.Owner);

        var page = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}/refund");
        await buyer.Browser.SubmitAsync(page, ("words", "I was ill"));
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        var queue = await owner.GetAsync($"{shop.Path}/manage/refund-requests");
        var claim = await shop.InAsync(db => db.Set<RefundClaim>().AsNoTracking().SingleAsync());
        var asked = await owner.GetAsync($"{shop.Path}/manage/refund-requests/{claim.Id}");
        await owner.SubmitAsync(asked, ("do", "accept"));
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Contains("The 7 days after your payment ended on", page.TextOf(".refund-reasons"));
        Assert.Contains("Outside the terms", queue.TextOf("main"));
        Assert.Contains("I was ill", asked.TextOf("main"));
        Assert.Contains("Premium ends now instead of on", asked.TextOf(".cascade"));
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        Assert.Equal(shop.Owner.Id, (await shop.InAsync(db => db.Set<Refund>().AsNoTracking().SingleAsync())).RequestedById);
        Assert.Contains("No requests", (await owner.GetAsync($"{shop.Path}/manage/refund-requests")).TextOf("main"));
    }

    [Fact]
    public async Task Can_be_declined_with_a_reason_once()
    {
        var (shop, buyer, purchase) = await SoldAsync(("handling", "on_request"), ("days", "7"));
        await buyer.Browser.SubmitAsync($"{shop.Path}/orders/{purchase.Code}/refund", ("words", ""));
        var id = await shop.InAsync(db => db.Set<RefundClaim>().Select(c => c.Id).SingleAsync());
        var owner = await app.SignInAsync(shop.Owner);
        var page = await owner.GetAsync($"{shop.Path}/manage/refund-requests/{id}");

        var silent = await owner.SubmitAsync(page, ("answer", " "), ("do", "decline"));
        (await owner.SubmitAsync(page, ("answer", "You have read it all"), ("do", "decline"))).ShouldRedirect();
        var late = await owner.SubmitAsync(page, ("answer", ""), ("do", "accept"));

        Assert.Contains("Give a reason", silent.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-answer-error"));
        Assert.Contains("A colleague has already decided", late.ShouldBe(HttpStatusCode.Conflict).TextOf("main"));
        var order = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}");
        Assert.Contains("You have read it all", order.TextOf("main"));
        await buyer.Browser.SubmitAsync(await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}/refund"), ("_handler", "ask"));
        Assert.Equal(1, await shop.InAsync(db => db.Set<RefundClaim>().CountAsync()));
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task A_second_time_within_a_year_is_for_the_operator_to_decide()
    {
        var (shop, buyer, purchase) = await SoldAsync(("handling", "at_once"), ("days", "7"));
        await buyer.Browser.SubmitAsync($"{shop.Path}/orders/{purchase.Code}/refund", ("words", ""));
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        var second = await shop.BuyAndPayAsync(buyer);
        var page = await buyer.Browser.GetAsync($"{shop.Path}/orders/{second.Code}/refund");
        await buyer.Browser.SubmitAsync(page, ("words", ""));
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Contains("You have already refunded this 1 time within a year.", page.TextOf(".refund-reasons"));
        Assert.Equal((OrderState.Refunded, OrderState.Paid), (await shop.StateAsync(purchase), await shop.StateAsync(second)));
        Assert.True(await shop.InAsync(db => db.Set<RefundClaim>().AnyAsync(c => c.OrderId == second.OrderId && c.DecidedAt == null)));
    }

    [Fact]
    public async Task Where_no_money_back_is_offered_there_is_nothing_to_press()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAndPayAsync(buyer);
        var program = await app.TokenAsync(buyer.Person, "orders:read", "orders:write");

        var order = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}");
        var page = await buyer.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}/refund");

        Assert.DoesNotContain("Request a refund", order.Text);
        Assert.Contains("can't be refunded here", page.TextOf("main"));
        (await program.PostAsync($"{shop.Api}/orders/{purchase.Code}/refund", new { })).ShouldBeRefused(HttpStatusCode.Conflict, "refund_not_offered");
    }

    [Fact]
    public async Task An_order_of_somebody_else_is_not_there()
    {
        var (shop, _, purchase) = await SoldAsync(("handling", "at_once"), ("days", "7"));
        var other = await shop.BuyerAsync("Somebody else");
        var program = await app.TokenAsync(other.Person, "orders:read", "orders:write");

        (await other.Browser.GetAsync($"{shop.Path}/orders/{purchase.Code}/refund")).ShouldBe(HttpStatusCode.NotFound);
        (await other.Browser.GetAsync($"{shop.Path}/manage/refund-requests")).ShouldBe(HttpStatusCode.NotFound);
        (await program.PostAsync($"{shop.Api}/orders/{purchase.Code}/refund", new { })).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await program.GetAsync($"{shop.Api}/manage/refund-requests")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Programs_ask_and_decide_the_same_way()
    {
        var (shop, buyer, purchase) = await SoldAsync(("handling", "on_request"), ("days", "7"));
        var member = await app.TokenAsync(buyer.Person, "orders:read", "orders:write");
        var owner = await app.TokenAsync(shop.Owner, "orders:read", "orders:write");
        var path = $"{shop.Api}/orders/{purchase.Code}/refund";

        var standing = (await member.GetAsync(path)).ShouldBe(HttpStatusCode.OK).Json;
        (await member.PostAsync(path, new { reason = "Bought twice" })).ShouldBe(HttpStatusCode.OK);
        (await member.PostAsync(path, new { })).ShouldBeRefused(HttpStatusCode.Conflict, "refund_asked");
        var waiting = (await owner.GetAsync($"{shop.Api}/manage/refund-requests?state=waiting")).Json.GetProperty("items")[0];
        var decided = await PutAsync(owner, $"{shop.Api}/manage/refund-requests/{waiting.GetProperty("id").GetInt64()}/decision", new { accept = true });
        await shop.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(("on_request", true, true, 2900), (standing.GetProperty("handling").GetString(), standing.GetProperty("fits").GetBoolean(),
            standing.GetProperty("canAsk").GetBoolean(), standing.GetProperty("left").GetInt64()));
        Assert.Equal(("Bought twice", true), (waiting.GetProperty("words").GetString(), waiting.GetProperty("fits").GetBoolean()));
        Assert.True(decided.ShouldBe(HttpStatusCode.OK).Json.GetProperty("accepted").GetBoolean());
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
    }

    private static Task<Answer> PutAsync(Client program, string path, object json) =>
        program.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(json) });

    private async Task<(Shop, Buyer, Purchase)> SoldAsync(params (string, object)[] terms)
    {
        var shop = await Shop.OpenAsync(app);
        (await (await app.SignInAsync(shop.Owner)).SubmitAsync($"{shop.Path}/manage/refund-terms?for=tier", terms)).ShouldRedirect();
        var buyer = await shop.BuyerAsync();
        return (shop, buyer, await shop.BuyAndPayAsync(buyer));
    }
}

/// <summary>What was read decides too.</summary>
public class Refunds_of_what_was_read(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task An_opened_article_is_for_the_operator_to_decide()
    {
        var (library, program, code) = await BoughtAsync("article", fewerThan: 1);
        var before = (await program.GetAsync(code)).Json;

        await ReadAsync(library, "sold");
        var after = (await program.GetAsync(code)).Json;

        Assert.True(before.GetProperty("fits").GetBoolean(), before.ToString());
        Assert.Contains("You have not opened it.", before.ToString());
        Assert.False(after.GetProperty("fits").GetBoolean());
        Assert.Contains("You have opened it.", after.ToString());
    }

    [Fact]
    public async Task A_tier_counts_the_closed_articles_alone()
    {
        var (library, program, code) = await BoughtAsync("tier", fewerThan: 2);
        await library.PublishesAsync("Open", "Everybody reads it.", slug: "open");
        await library.PublishesAsync("First", "Premium reads it.", "deep-dives", "first");
        await library.PublishesAsync("Second", "Premium reads it.", "deep-dives", "second");

        await ReadAsync(library, "open");
        await ReadAsync(library, "first");
        var one = (await program.GetAsync(code)).Json;
        await ReadAsync(library, "second");
        var two = (await program.GetAsync(code)).Json;

        Assert.True(one.GetProperty("fits").GetBoolean(), one.ToString());
        Assert.Contains("You have read 1 members-only article.", one.ToString());
        Assert.False(two.GetProperty("fits").GetBoolean());
        Assert.Contains("The terms say fewer than 2.", two.ToString());
    }

    private async Task ReadAsync(Library library, string slug)
    {
        var id = await library.InAsync<AppDb, long>(db => db.Set<Article>().Where(a => a.Slug == slug).Select(a => a.Id).SingleAsync());
        await library.InAsync<CountRead>(async count => await count.RunAsync(
            library.Community, id, false, new Viewer(await library.PersonAsync("Lin")), "an address"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    /// <summary>Lin has bought Premium or a single article, and the terms count what is read.</summary>
    private async Task<(Library, Client, string Standing)> BoughtAsync(string kind, int fewerThan)
    {
        var library = await Library.OpenAsync(app);
        var article = await library.PublishesAsync("Sold", "Free.\n\n<!-- paywall -->\n\nClosed.\n", "deep-dives", "sold");
        var owner = await library.ProgramAsync("owner", "articles:write", "communities:write");
        (await Put(owner, $"{library.Api}/manage/refund-terms",
            new { rules = new[] { new { kind, handling = "at_once", days = 7, fewerThan } } })).ShouldBe(HttpStatusCode.OK);
        (await Put(owner, $"{library.Api}/articles/{article}/offer", new { amount = 990 })).ShouldBe(HttpStatusCode.NoContent);
        var (lin, browser) = (await library.ProgramAsync("Lin", "orders:read", "orders:write"), await library.SignedInAsync("Lin"));
        var sent = await browser.SubmitAsync($"{library.Path}/checkout?kind={kind}&item={(kind == "tier" ? "premium" : article.ToString())}",
            ("do", "buy"));
        await browser.SubmitAsync(sent.Location!, ("decision", "pay"), ("scenario", "pays"));
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.SettleAsync();
        var code = await library.InAsync<AppDb, string>(db => db.Set<Order>().Select(o => o.Code).SingleAsync());
        return (library, lin, $"{library.Api}/orders/{code}/refund");
    }

    private static Task<Answer> Put(Client program, string path, object json) =>
        program.SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(json) });
}
