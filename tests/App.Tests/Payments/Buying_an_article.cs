using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

/// <summary>An article that is sold by itself beside its tier: the paywall shows both ways in, and either opens it.</summary>
public class Buying_an_article(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Text = "Free words.\n\n<!-- paywall -->\n\nOnly buyers read of heliotrope.\n";

    [Theory]
    [InlineData("en", "This article alone"), InlineData("zh", "仅此文章")]
    public async Task Is_offered_beside_its_tier(string language, string words)
    {
        var (library, id) = await SoldAsync();
        var visitor = app.Visitor().Speaking(language);

        var page = (await visitor.GetAsync($"{library.Path}/articles/sold")).ShouldBe(HttpStatusCode.OK);

        Assert.Contains(words, page.TextOf(".paywall"));
        Assert.Contains("¥9.90", page.TextOf(".paywall"));
        var ways = page.Document.QuerySelectorAll(".paywall a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains(ways, href => href.Contains($"kind=article&item={id}", StringComparison.Ordinal));
        Assert.Contains(ways, href => href.Contains("checkout?tier=", StringComparison.Ordinal));
        Assert.DoesNotContain("heliotrope", page.Text);
    }

    [Fact]
    public async Task Opens_it_for_good_and_closes_with_a_refund()
    {
        var (library, id) = await SoldAsync();
        var (lin, order) = await BuyAsync(library, id);

        Assert.Contains("heliotrope", (await lin.GetAsync($"{library.Path}/articles/sold")).Text);
        Assert.Equal((990, "content", "article"), (order.Total, order.Lines[0].Stream, order.Lines[0].ItemKind));
        var again = await lin.Speaking("en").GetAsync($"{library.Path}/checkout?kind=article&item={id}");
        Assert.Contains("You can read all of it without buying it.", again.TextOf("main"));

        var owner = await library.PersonAsync("owner");
        await library.InAsync<RefundOrder>(r => r.RunAsync(order.Id, new RefundWish(null, null, "Refunded", false, "k"), owner, default));
        await app.SettleAsync();
        Assert.DoesNotContain("heliotrope", (await lin.GetAsync($"{library.Path}/articles/sold")).Text);
    }

    [Fact]
    public async Task Stays_bought_when_the_sale_ends()
    {
        var (library, id) = await SoldAsync();
        var (lin, _) = await BuyAsync(library, id);
        var owner = await library.ProgramAsync("owner", "articles:write");

        (await PutAsync(owner, library, id, null)).ShouldBe(HttpStatusCode.NoContent);

        Assert.Contains("heliotrope", (await lin.GetAsync($"{library.Path}/articles/sold")).Text);
        Assert.False((await app.Visitor().GetAsync($"{library.Path}/articles/sold")).Has(".paywall a[href*='kind=article']"));
        (await lin.GetAsync($"{library.Path}/checkout?kind=article&item={id}")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Is_sold_in_each_currency_that_has_a_price()
    {
        var (library, id) = await SoldAsync();
        var owner = await library.SignedInAsync("owner");
        var sale = $"{library.Path}/manage/articles/{id}/sale";
        var more = await owner.SubmitAsync(sale, ("addCurrency", "USD"), ("do", "add"));
        var wrong = await owner.SubmitAsync(more, ("price-USD", "1.005"));
        (await owner.SubmitAsync(wrong, ("price-USD", "1.50"))).ShouldLeadTo(sale);
        var lin = (await library.SignedInAsync("Lin")).Speaking("en");
        var checkout = $"{library.Path}/checkout?kind=article&item={id}";

        using var choice = new FormUrlEncodedContent([new("currency", "USD"), new("returnUrl", $"{library.Path}/articles/sold")]);
        var before = await lin.GetAsync($"{library.Path}/articles/sold");
        await lin.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/preferences") { Content = choice });
        var chosen = await lin.GetAsync($"{library.Path}/articles/sold");
        var sent = await lin.SubmitAsync(checkout, ("do", "buy"));

        Assert.Equal("1.005", wrong.ShouldBe(HttpStatusCode.UnprocessableEntity).Document.QuerySelector("[name='price-USD']")?.GetAttribute("value"));
        Assert.Contains("CN¥9.90", before.TextOf(".paywall"));
        Assert.Equal(2, before.Document.QuerySelectorAll(".currency-switch button[name=currency]").Length);
        Assert.Contains("$1.50", chosen.TextOf(".paywall"));
        Assert.StartsWith("/test-processor/pay/", sent.Location);
        var order = await library.InAsync<AppDb, Order>(db => db.Set<Order>().AsNoTracking().SingleAsync());
        Assert.Equal(("USD", 150), (order.Currency, order.Total));
    }

    [Fact]
    public async Task Ends_in_a_currency_that_is_no_longer_named()
    {
        var (library, id) = await SoldAsync();
        var owner = await library.ProgramAsync("owner", "articles:write", "orders:write");
        var lin = await library.ProgramAsync("Lin", "orders:write");
        (await PutAsync(owner, library, id, new { amount = 990, others = new[] { new { currency = "USD", amount = 150 } } }))
            .ShouldBe(HttpStatusCode.NoContent);
        var dollars = await CheckoutAsync(lin, library, id, "USD");

        (await PutAsync(owner, library, id, new { others = new[] { new { currency = "EUR", amount = 140 } } }))
            .ShouldBe(HttpStatusCode.NoContent);

        Assert.Equal("USD", dollars.ShouldBe(HttpStatusCode.Created).Json.GetProperty("currency").GetString());
        (await CheckoutAsync(lin, library, id, "USD")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "currency_not_sold");
        // Where the community's own is not sold, the one that is is the usual one.
        Assert.Equal("EUR", (await CheckoutAsync(lin, library, id)).Json.GetProperty("currency").GetString());
        foreach (var (asked, code) in new (object, string)[]
        {
            (new { others = new[] { new { currency = "XYZ", amount = 1 } } }, "currency_unknown"),
            (new { others = new[] { new { currency = "USD", amount = 0 } } }, "price_out_of_range"),
            (new { amount = 1, others = new[] { new { currency = "CNY", amount = 2 } } }, "currency_twice"),
        })
            (await PutAsync(owner, library, id, asked)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task Is_refused_where_it_makes_no_sense()
    {
        var library = await Library.OpenAsync(app);
        var open = await library.PublishesAsync("Open", Text, "announcements", "open");
        var closed = await library.PublishesAsync("Closed", Text, "deep-dives", "closed");
        var owner = await library.ProgramAsync("owner", "articles:write", "orders:write");
        var reader = await library.ProgramAsync("Lin", "articles:write", "orders:write");

        (await PutAsync(owner, library, open, 990)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "article_is_open");
        (await PutAsync(owner, library, closed, 0)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "price_out_of_range");
        (await PutAsync(owner, library, closed, -1)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "price_out_of_range");
        (await PutAsync(reader, library, closed, 990)).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await CheckoutAsync(reader, library, closed)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "article_not_sold");
        (await PutAsync(owner, library, closed, 990)).ShouldBe(HttpStatusCode.NoContent);
        (await CheckoutAsync(owner, library, closed)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "open_already");
    }

    private async Task<(Library Library, long Id)> SoldAsync()
    {
        var library = await Library.OpenAsync(app);
        var id = await library.PublishesAsync("Sold", Text, "deep-dives", "sold");
        (await PutAsync(await library.ProgramAsync("owner", "articles:write"), library, id, 990)).ShouldBe(HttpStatusCode.NoContent);
        return (library, id);
    }

    private async Task<(Client Lin, Order Order)> BuyAsync(Library library, long id)
    {
        var lin = await library.SignedInAsync("Lin");
        var sent = await lin.SubmitAsync($"{library.Path}/checkout?kind=article&item={id}&returnUrl={library.Path}/articles/sold", ("do", "buy"));
        var paid = await lin.SubmitAsync(sent.Location!, ("decision", "pay"), ("scenario", "pays"));
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await app.SettleAsync();
        await lin.FollowAsync(paid);
        var order = await library.InAsync<AppDb, Order>(db => db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync());
        return (lin, order);
    }

    private static Task<Answer> PutAsync(Client program, Library library, long id, long? amount) =>
        PutAsync(program, library, id, new { amount });

    private static Task<Answer> PutAsync(Client program, Library library, long id, object prices) => program.SendAsync(
        new HttpRequestMessage(HttpMethod.Put, $"{library.Api}/articles/{id}/offer") { Content = JsonContent.Create(prices) });

    private static Task<Answer> CheckoutAsync(Client program, Library library, long id, string? currency = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, library.Api + "/checkout")
        {
            Content = JsonContent.Create(
                new { lines = new[] { new { kind = "article", id = id.ToString(System.Globalization.CultureInfo.InvariantCulture) } }, currency }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return program.SendAsync(request);
    }
}
