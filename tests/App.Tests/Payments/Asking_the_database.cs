using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.TestProcessor;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>
/// How many statements one purchase of a membership costs when somebody buys alone. Each is a part of a millisecond of processor time, and
/// nothing else in a purchase is as dear; docs/bench.md has the orders a second. Whoever adds one here has to want it.
/// </summary>
[Trait("Database", "sqlite")]
public class Asking_the_database(CountedApp app) : IClassFixture<CountedApp>
{
    [Fact]
    public async Task Is_done_so_often_for_one_order()
    {
        var shop = await Shop.OpenAsync(app);
        await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var buyer = await shop.BuyerAsync();
        var program = await app.TokenAsync(buyer.Person, "orders:read", "orders:write");
        await shop.BuyAndPayAsync(buyer);
        app.Asked.Clear();

        var request = new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout") { Content = JsonContent.Create(shop.Wish()) };
        request.Headers.Add("Idempotency-Key", Codes.Secret("k_"));
        var placed = await program.SendAsync(request);
        var placing = app.Taken("placing");
        var page = placed.Json.GetProperty("start").GetProperty("redirect").GetString()!;
        using var payer = app.Visitor();
        await payer.SubmitAsync(new Uri(app.Address, page).AbsolutePath, ("decision", "pay"), ("scenario", "silent"));
        var paying = app.Taken("paying");
        await shop.PostAsync(await shop.WebhookAsync("te_counted", page.Split('/')[^1]));
        var hearing = app.Taken("hearing");
        await app.Services.GetRequiredService<SettlementWorker>().DrainAsync(default);
        var settling = app.Taken("settling");
        await app.SettleAsync();
        var following = app.Taken("following");

        Assert.Equal("paid", (await program.GetAsync($"{shop.Api}/orders/{placed.Json.GetProperty("order").GetString()}")).Json.GetProperty("state").GetString());
        CountedApp.AtMost(19, placing);
        CountedApp.AtMost(5, paying);
        CountedApp.AtMost(1, hearing);
        CountedApp.AtMost(28, settling);
        // A first membership is greeted, and counted among the joins; without a mail server its receipt is kept until there is one.
        CountedApp.AtMost(41, following);
    }

    [Fact]
    public async Task Is_done_by_hand_on_the_pages_that_members_open_most()
    {
        var library = await Library.OpenAsync(app);
        await library.PublishesAsync("Locks", "Locks are slow.\n\n---\n\nQueues are not.", "deep-dives", slug: "locks");
        await library.BuysPremiumAsync("reader");
        var reader = await library.SignedInAsync("reader");
        string[] pages = [$"{library.Path}/articles/locks", library.Path, $"{library.Path}/search?q=queues"];
        foreach (var page in pages)
            await reader.GetAsync(page);
        app.Asked.Clear();

        foreach (var page in pages)
        {
            Assert.Contains("ueues", (await reader.GetAsync(page)).ShouldBe(HttpStatusCode.OK).TextOf("main"));
            CountedApp.AtMost(0, app.Taken(page));
        }
    }
}
