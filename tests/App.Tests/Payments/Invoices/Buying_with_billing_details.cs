using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Invoices;

public class Buying_with_billing_details(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Keeps_them_with_the_order_and_for_the_next_one()
    {
        var (shop, _) = await Papers.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("billingCompany", "Lantern Ltd"),
            ("billingTaxNumber", "IE1234567T"), ("do", "buy"));
        var order = await shop.InAsync(db => db.Set<Order>().AsNoTracking().SingleAsync());
        await shop.DecideAsync(buyer, new Purchase(order.Id, order.Code, sent.Location!, sent.Location!.Split('/')[^1]));
        await shop.PassAsync(TimeSpan.FromSeconds(3));

        var invoice = (await Papers.OfAsync(shop)).Single();

        Assert.Equal(("Lantern Ltd", "IE1234567T"), (invoice.BuyerCompany, invoice.BuyerTaxNumber));
        var page = await buyer.Browser.GetAsync(shop.CheckoutPath(shop.Premium));
        Assert.Equal("Lantern Ltd", page.Document.QuerySelector("[name=billingCompany]")!.GetAttribute("value"));
        (await buyer.Browser.SubmitAsync($"/account/orders/{order.Code}/billing", ("billingCompany", "Other"), ("do", "save")))
            .ShouldBe(HttpStatusCode.Conflict);
        Assert.Contains("Membership", (await buyer.Browser.Speaking("en").GetAsync("/account/orders")).TextOf("main table"));
    }

    [Fact]
    public async Task Refuses_an_address_that_is_none_and_keeps_what_was_typed()
    {
        var (shop, _) = await Papers.OpenAsync(app);
        var buyer = await shop.BuyerAsync();

        var page = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("billingCompany", "Lantern Ltd"),
            ("billingEmail", "nobody"), ("do", "buy"));

        Assert.True(page.ShouldBe(HttpStatusCode.UnprocessableEntity).Has("#field-billingEmail-error"));
        Assert.Equal("Lantern Ltd", page.Document.QuerySelector("[name=billingCompany]")!.GetAttribute("value"));
        Assert.Equal(0, await shop.InAsync(db => db.Set<Order>().CountAsync()));
    }

    [Theory, InlineData("en", "right of withdrawal"), InlineData("zh", "撤回权")]
    public async Task Asks_for_consent_where_the_seller_wants_it(string language, string words)
    {
        var (shop, _) = await Papers.OpenAsync(app, Papers.Seller(consent: true));
        var person = await app.MemberAsync("Wang Fang", language: language);
        var buyer = new Buyer(person, await app.SignInAsync(person));
        var program = await app.TokenAsync(buyer.Person, "orders:write");

        var refused = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("do", "buy"));
        Assert.True(refused.ShouldBe(HttpStatusCode.UnprocessableEntity).Has("#field-consent-error"));
        (await CheckoutAsync(program, shop, false)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "consent_needed");
        Assert.Equal(0, await shop.InAsync(db => db.Set<Order>().CountAsync()));
        await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium), ("interval", "month"), ("consent", "true"), ("do", "buy"));
        (await CheckoutAsync(program, shop, true)).ShouldBe(HttpStatusCode.Created);

        var consents = await shop.InAsync(db => db.Set<OrderConsent>().AsNoTracking().OrderBy(c => c.Id).ToListAsync());
        Assert.Equal(2, consents.Count);
        Assert.Contains(words, consents[0].Words, StringComparison.Ordinal);
        Assert.Equal((language, app.Clock.Now), (consents[0].Language, consents[0].GivenAt));
        var record = await (await app.SignInAsync(shop.Owner)).GetAsync($"{shop.Path}/manage/orders/{consents[0].OrderId}");
        Assert.Contains(consents[0].Words, record.ShouldBe(HttpStatusCode.OK).TextOf("main"), StringComparison.Ordinal);
    }

    private static async Task<Answer> CheckoutAsync(Client program, Shop shop, bool consent) => await program.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout")
        {
            Content = JsonContent.Create(new
            {
                lines = new[] { new { kind = "tier", id = shop.Premium.Slug, interval = "month" } }, consent,
                billing = new { name = "Ada" },
            }),
            Headers = { { "Idempotency-Key", $"consent-{consent}" } },
        });
}
