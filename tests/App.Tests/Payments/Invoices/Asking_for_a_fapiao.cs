using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Invoices;

public class Asking_for_a_fapiao(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly byte[] Pdf = "%PDF-1.7 a fapiao"u8.ToArray();

    [Fact]
    public async Task Goes_from_the_request_over_the_file_to_the_red_letter()
    {
        var (shop, program) = await Papers.OpenAsync(app);
        var (buyer, purchase) = await BuyAsync(shop);
        var mine = $"/account/orders/{purchase.Code}/fapiao";
        (await buyer.Browser.SubmitAsync(mine, ("kind", "company"), ("title", "云山科技"), ("taxNumber", "91350100 m000100y43"),
            ("email", "a@example.org"), ("do", "ask"))).ShouldLeadTo(mine);
        await app.SettleAsync();
        var request = await RequestAsync(shop);
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");
        var path = $"{shop.Path}/manage/fapiao/{request.Id}";
        Assert.Contains("1 fapiao request needs your action", (await owner.GetAsync($"{shop.Path}/manage/invoices")).TextOf("main"));
        Assert.Contains("1 fapiao requested", (await owner.GetAsync($"{shop.Path}/manage")).TextOf("main"));
        Assert.Contains("A fapiao was requested for order", (await owner.GetAsync("/notifications")).TextOf("main"));

        (await owner.SubmitAsync(path, ("number", "26442000001"), ("file", new Upload("f.pdf", "no"u8.ToArray())), ("do", "issue")))
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await owner.SubmitAsync(path, ("number", "26442000001"), ("file", new Upload("f.pdf", Pdf, "application/pdf")), ("do", "issue")))
            .ShouldLeadTo(path);
        await app.SettleAsync();

        Assert.Contains("26442000001", (await buyer.Browser.GetAsync(mine)).TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("is issued", (await buyer.Browser.Speaking("en").GetAsync("/notifications")).TextOf("main"), StringComparison.Ordinal);
        Assert.Equal(Pdf, (await buyer.Browser.GetAsync($"/account/fapiao/{request.Id}/file")).ShouldBe(HttpStatusCode.OK).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await (await shop.BuyerAsync()).Browser.GetAsync($"/account/fapiao/{request.Id}/file")).Status);

        Assert.Contains("A fapiao was issued for this order", (await owner.GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}/refund")).TextOf("main"));
        await Papers.RefundAsync(shop, program, purchase, 900, "one");
        Assert.Equal((FapiaoState.RedLetterNeeded, 2000L), ((await RequestAsync(shop)).State, (await RequestAsync(shop)).Left));
        Assert.Contains("A red-letter invoice is needed", (await owner.GetAsync($"{shop.Path}/manage/orders/{purchase.OrderId}")).TextOf("main"));
        var red = $"{shop.Api}/manage/fapiao/{request.Id}/red-letter";
        (await Papers.PutAsync(program, red, new { number = "26442000002" })).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(FapiaoState.RedLetterIssued, (await RequestAsync(shop)).State);
        await Papers.RefundAsync(shop, program, purchase, null, "two");
        Assert.Equal(FapiaoState.RedLetterNeeded, (await RequestAsync(shop)).State);
    }

    [Fact]
    public async Task Can_be_refused_and_asked_for_again()
    {
        var (shop, program) = await Papers.OpenAsync(app);
        var (buyer, purchase) = await BuyAsync(shop);
        var reader = await app.TokenAsync(buyer.Person, "orders:read", "orders:write");
        var mine = $"{shop.Api}/orders/{purchase.Code}/fapiao";
        var wish = new { kind = "personal", title = "王芳", email = "a@example.org" };
        (await reader.PostAsync(mine, wish)).ShouldBe(HttpStatusCode.Created);
        (await reader.PostAsync(mine, wish)).ShouldBeRefused(HttpStatusCode.Conflict, "fapiao_requested");
        var manage = $"{shop.Api}/manage/fapiao/{(await RequestAsync(shop)).Id}";

        (await Papers.PutAsync(program, manage + "/refusal", new { })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reason_missing");
        (await Papers.PutAsync(program, manage + "/refusal", new { reason = "Wrong title" })).ShouldBe(HttpStatusCode.OK);
        (await Papers.PutAsync(program, manage + "/issue", new { number = "1", link = "https://tax.example/1" }))
            .ShouldBeRefused(HttpStatusCode.Conflict, "fapiao_decided");
        (await reader.PostAsync(mine, wish)).ShouldBe(HttpStatusCode.Created);

        Assert.Equal(2, await shop.InAsync(db => db.Set<FapiaoRequest>().CountAsync()));
        Assert.Equal("requested", (await reader.GetAsync(mine)).Json.GetProperty("request").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Refuses_bad_input_and_orders_that_are_not_ones_own()
    {
        var (shop, program) = await Papers.OpenAsync(app);
        var (buyer, purchase) = await BuyAsync(shop);
        var (reader, stranger) = (await app.TokenAsync(buyer.Person, "orders:write"),
            await app.TokenAsync(await app.MemberAsync(), "orders:write", "orders:read"));
        var mine = $"{shop.Api}/orders/{purchase.Code}/fapiao";

        foreach (var (wish, code) in new (object, string)[]
        {
            (new { kind = "company", title = "X", taxNumber = "91350100M000100Y44", email = "a@example.org" }, "tax_number_malformed"),
            (new { kind = "personal", title = "", email = "a@example.org" }, "title_missing"),
            (new { kind = "personal", title = "X", email = "a b" }, "email_malformed"),
            (new { kind = "other", title = "X", email = "a@example.org" }, "kind_unknown"),
        })
            (await reader.PostAsync(mine, wish)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
        var good = new { kind = "personal", title = "X", email = "a@example.org" };
        (await stranger.PostAsync(mine, good)).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync(mine)).ShouldBe(HttpStatusCode.NotFound);
        await Papers.RefundAsync(shop, program, purchase, null, "all");
        (await reader.PostAsync(mine, good)).ShouldBeRefused(HttpStatusCode.Conflict, "fapiao_not_offered");
        Assert.Equal(0, await shop.InAsync(db => db.Set<FapiaoRequest>().CountAsync()));
    }

    private static async Task<(Buyer, Purchase)> BuyAsync(Shop shop)
    {
        var buyer = await shop.BuyerAsync();
        return (buyer, await shop.BuyAndPayAsync(buyer));
    }

    private static Task<FapiaoRequest> RequestAsync(Shop shop) =>
        shop.InAsync(db => db.Set<FapiaoRequest>().AsNoTracking().OrderByDescending(r => r.Id).FirstAsync());
}
