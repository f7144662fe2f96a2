using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Http;
using Guildhall.Payments;
using Guildhall.Payments.Orders;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Guildhall.App.Tests.Payments;

/// <summary>The test processor stands at an origin of its own, as real ones do.</summary>
public partial class A_processor_at_its_own_origin(ProcessorAsideApp app) : IClassFixture<ProcessorAsideApp>
{
    [Theory]
    [InlineData("en", "You're being taken to the test processor.", "Back to the order")]
    [InlineData("zh", "即将前往：测试支付", "返回订单")]
    public async Task Is_reached_by_a_page_that_says_to_whom_it_leads(string language, string whom, string back)
    {
        var (shop, buyer, leaving) = await BuyAsync(language);

        var page = (await buyer.Browser.FollowAsync(leaving)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.SeeOther, leaving.Status);
        Assert.Matches($"^{shop.Path}/orders/O-[^/]+/payment$", leaving.Location);
        var link = page.Document.QuerySelector("main a.primary")!.GetAttribute("href")!;
        Assert.StartsWith($"https://{ProcessorAsideApp.Host}/test-processor/pay/tp_", link);
        Assert.Equal($"0;url={link}", page.Document.QuerySelector("head meta[http-equiv=refresh]")!.GetAttribute("content"));
        Assert.Contains(whom, page.TextOf("main"));
        Assert.Contains($"https://{ProcessorAsideApp.Host}", page.TextOf("main code"));
        Assert.Contains(back, page.TextOf("main"));
        Assert.DoesNotContain(ProcessorAsideApp.Host, page.Header("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("pay", nameof(OrderState.Paid))]
    [InlineData("decline", nameof(OrderState.Pending))]
    [InlineData("cancel", nameof(OrderState.Cancelled))]
    public async Task Sends_its_buyer_back_by_a_page_and_tells_the_site_later(string decision, string state)
    {
        var (shop, buyer, leaving) = await BuyAsync();
        var order = leaving.Location!.Replace("/payment", "");
        using var processor = app.AtProcessor();
        var payPage = await PayPageAsync(buyer, leaving);

        var decided = await processor.SubmitAsync(payPage, ("decision", decision), ("scenario", "pays"));
        var back = (await processor.FollowAsync(decided)).ShouldBe(HttpStatusCode.OK);
        await shop.PassAsync(TimeSpan.FromSeconds(1));
        await shop.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(HttpStatusCode.SeeOther, decided.Status);
        Assert.Equal(payPage, decided.Location);
        Assert.Equal(ProcessorAsideApp.Host, decided.Response.Headers.Location!.Host);
        var site = app.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal(site + order, back.Document.QuerySelector("main a.primary")!.GetAttribute("href"));
        Assert.Equal($"0;url={site}{order}", back.Document.QuerySelector("head meta[http-equiv=refresh]")!.GetAttribute("content"));
        var code = order.Split('/')[^1];
        Assert.Equal(state, (await shop.InAsync(db => db.Set<Order>().SingleAsync(o => o.Code == code))).StateAt(app.Clock.Now).ToString());
        (await buyer.Browser.FollowAsync(leaving)).ShouldLeadTo(order);
    }

    [Fact]
    public async Task Knows_its_buyer_by_the_address_only()
    {
        var (_, buyer, leaving) = await BuyAsync();
        using var processor = app.AtProcessor();

        var page = (await processor.GetAsync(await PayPageAsync(buyer, leaving))).ShouldBe(HttpStatusCode.OK);

        Assert.Empty(page.Document.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["pay"], page.Document.Forms.Select(f => f.QuerySelector("[name=_handler]")?.GetAttribute("value")));
        Assert.DoesNotContain(buyer.Person.Name, page.Text);
        Assert.Contains("Test processor", page.TextOf("header.focus-head"));
        Assert.DoesNotContain(VisitorPages.SessionCookie, page.Header("Set-Cookie") ?? "");
    }

    [Fact]
    public async Task Takes_no_form_from_the_site_nor_from_anybody_else()
    {
        var (_, buyer, leaving) = await BuyAsync();
        var path = await PayPageAsync(buyer, leaving);
        using var processor = app.AtProcessor();
        var page = await processor.GetAsync(path);
        var token = page.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        HttpRequestMessage Pay(string header, string value)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(
                    [new("_handler", "pay"), new("decision", "pay"), new("scenario", "pays"), new("__RequestVerificationToken", token)]),
            };
            request.Headers.Add(header, value);
            return request;
        }

        (await processor.SendAsync(Pay("Origin", app.Address.GetLeftPart(UriPartial.Authority)))).ShouldBe(HttpStatusCode.Forbidden);
        (await processor.SendAsync(Pay("Origin", $"https://{ProcessorAsideApp.Host}:8443"))).ShouldBe(HttpStatusCode.Forbidden);
        (await processor.SendAsync(Pay("Origin", "null"))).ShouldBe(HttpStatusCode.Forbidden);
        (await processor.SendAsync(Pay("Sec-Fetch-Site", "same-site"))).ShouldBe(HttpStatusCode.Forbidden);
        (await processor.SendAsync(Pay("Sec-Fetch-Site", "cross-site"))).ShouldBe(HttpStatusCode.Forbidden);
        (await processor.SendAsync(Pay("Origin", $"https://{ProcessorAsideApp.Host}"))).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Serves_none_of_the_sites_pages_and_the_site_none_of_its()
    {
        var (_, buyer, leaving) = await BuyAsync();
        using var processor = app.AtProcessor();
        var routes = app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        var aside = routes.Where(r => r.Metadata.GetMetadata<AtSeparateOriginAttribute>() is not null).ToList();

        Assert.NotEmpty(aside);
        foreach (var route in routes.Except(aside).Select(PathOf).Distinct())
        {
            (await processor.GetAsync(route)).ShouldBe(HttpStatusCode.NotFound);
            (await processor.SendAsync(new HttpRequestMessage(HttpMethod.Post, route))).ShouldBe(HttpStatusCode.NotFound);
        }
        (await processor.GetAsync("/")).ShouldBe(HttpStatusCode.NotFound);
        var payPage = await PayPageAsync(buyer, leaving);
        (await app.Visitor().GetAsync(payPage)).ShouldBe(HttpStatusCode.NotFound);
        (await processor.GetAsync(payPage)).ShouldBe(HttpStatusCode.OK);
        using var withPort = app.AtProcessor(ProcessorAsideApp.Host.ToUpperInvariant() + ":443");
        (await withPort.GetAsync("/sign-in")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Answers_a_wrong_address_without_links_to_the_site(string language)
    {
        using var processor = app.AtProcessor().Speaking(language);

        var page = (await processor.GetAsync("/test-processor/pay/tp_unknown")).ShouldBe(HttpStatusCode.NotFound);

        Assert.Empty(page.Document.QuerySelectorAll("a, form"));
        Assert.Contains(language == "zh" ? "测试支付" : "Test processor", page.TextOf("header.focus-head"));
    }

    [Fact]
    public async Task Is_left_for_by_nobody_once_it_is_switched_off()
    {
        var (_, buyer, leaving) = await BuyAsync();
        var options = app.Services.GetRequiredService<IOptions<PaymentsOptions>>().Value;
        try
        {
            options.TestProcessor = false;

            (await buyer.Browser.FollowAsync(leaving)).ShouldLeadTo(leaving.Location!.Replace("/payment", ""));
        }
        finally
        {
            options.TestProcessor = true;
        }
    }

    [Fact]
    public async Task Gives_programs_its_whole_address()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:write");
        var request = new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout")
        {
            Content = JsonContent.Create(shop.Wish()),
        };
        request.Headers.Add("Idempotency-Key", "one");

        var answer = (await program.SendAsync(request)).ShouldBe(HttpStatusCode.Created);

        Assert.StartsWith($"https://{ProcessorAsideApp.Host}/test-processor/pay/tp_", answer.Json.GetProperty("start").GetProperty("redirect").GetString());
    }

    [Fact]
    public async Task Is_left_for_by_nobody_but_the_buyer()
    {
        var (shop, _, leaving) = await BuyAsync();
        var stranger = await shop.BuyerAsync("Zhao Min");

        (await stranger.Browser.GetAsync(leaving.Location!)).ShouldBe(HttpStatusCode.NotFound);
        (await app.Visitor().GetAsync(leaving.Location!)).ShouldLeadTo("/sign-in?returnUrl=" + Uri.EscapeDataString(leaving.Location!));
    }

    private async Task<(Shop Shop, Buyer Buyer, Answer Leaving)> BuyAsync(string language = "en")
    {
        var shop = await Shop.OpenAsync(app);
        var person = await app.MemberAsync("Wang Fang", language: language);
        var buyer = new Buyer(person, await app.SignInAsync(person));
        return (shop, buyer, await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month")));
    }

    private static async Task<string> PayPageAsync(Buyer buyer, Answer leaving) =>
        new Uri((await buyer.Browser.FollowAsync(leaving)).Document.QuerySelector("main a.primary")!.GetAttribute("href")!).AbsolutePath;

    private static string PathOf(RouteEndpoint route) => "/" + Parameter().Replace(route.RoutePattern.RawText!.TrimStart('/'), "1");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}

/// <summary>Reached through a proxy, the test processor has a host name of its own.</summary>
public sealed class ProcessorAsideApp : GuildhallApp
{
    public const string Host = "pay.example.test";

    protected override IEnumerable<string> Settings =>
        [$"--Guildhall:Payments:TestProcessorOrigin=https://{Host}/", $"--AllowedHosts=127.0.0.1;localhost;{Host}"];

    /// <summary>Somebody who has opened that host.</summary>
    public Client AtProcessor(string host = Host)
    {
        var visitor = Visitor();
        visitor.Http.DefaultRequestHeaders.Host = host;
        return visitor;
    }
}
