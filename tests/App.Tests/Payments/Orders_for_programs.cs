using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments;

public class Orders_for_programs(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task The_same_key_is_the_same_order()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:read", "orders:write");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => CheckoutAsync(program, shop, shop.Wish(), "one")));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Created or HttpStatusCode.OK, a.ToString()));
        Assert.Single(answers.Select(a => a.Text).Distinct());
        Assert.Equal(1, await shop.InAsync(db => db.Set<Order>().CountAsync()));
        Assert.Equal(2900, answers[0].Json.GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task The_same_key_with_another_wish_is_refused()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:read", "orders:write");
        await CheckoutAsync(program, shop, shop.Wish(), "one");

        (await CheckoutAsync(program, shop, shop.Wish("year"), "one"))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "idempotency_mismatch");

        Assert.Equal(1, await shop.InAsync(db => db.Set<Order>().CountAsync()));
    }

    [Fact]
    public async Task A_key_is_ones_own()
    {
        var shop = await Shop.OpenAsync(app);
        var one = await app.TokenAsync(await app.MemberAsync(), "orders:write");
        var other = await app.TokenAsync(await app.MemberAsync(), "orders:write");
        var wish = shop.Wish();

        var (first, second) = (await CheckoutAsync(one, shop, wish, "same"), await CheckoutAsync(other, shop, wish, "same"));

        Assert.NotEqual(first.Json.GetProperty("order").GetString(), second.Json.GetProperty("order").GetString());
    }

    [Theory]
    [InlineData("""{"lines":[{"kind":"tier","id":"nonsense","interval":"month"}]}""", "tier_unknown")]
    [InlineData("""{"lines":[{"kind":"tier","id":"999999999999999999","interval":"month"}]}""", "tier_unknown")]
    [InlineData("""{"lines":[{"kind":"tier","interval":"month"}]}""", "line_malformed")]
    [InlineData("""{"lines":[{"kind":"kingdom","id":"1"}]}""", "kind_unknown")]
    [InlineData("""{"lines":[{"kind":"tier","id":"$premium","interval":"week"}]}""", "interval_unknown")]
    [InlineData("""{"lines":[{"kind":"tier","id":"$free","interval":"month"}]}""", "tier_is_free")]
    [InlineData("""{"lines":[{"kind":"tier","id":"$premium","quantity":0}]}""", "quantity_out_of_range")]
    [InlineData("""{"lines":[{"kind":"tier","id":"$premium","quantity":-1}]}""", "quantity_out_of_range")]
    [InlineData("""{"lines":[{"kind":"tier","id":"$premium","quantity":2}]}""", "quantity_one")]
    [InlineData("""{"lines":[{"kind":"tier","id":"$premium"},{"kind":"tier","id":"$premium","interval":"year"}]}""", "line_twice")]
    [InlineData("""{"lines":[]}""", "lines_count")]
    [InlineData("""{"lines":[null]}""", "item_missing")]
    [InlineData("""{"lines":[{"kind":"tier","id":"$premium","interval":"month"}],"processor":"dragon"}""", "processor_unknown")]
    [InlineData("""{"lines":[{"kind":"tier","id":1.5}]}""", "bad_request", 400)]
    [InlineData("{}", "lines_count")]
    [InlineData("""{"lines":""", "bad_request", 400)]
    public async Task Bad_wishes_are_refused_plainly(string body, string code, int status = 422)
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:write");
        var json = body.Replace("$premium", shop.Premium.Slug).Replace("$free", shop.Free.Slug);

        var request = new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout") { Content = new StringContent(json, null, "application/json") };
        request.Headers.Add("Idempotency-Key", "k");

        (await program.SendAsync(request)).ShouldBeRefused((HttpStatusCode)status, code);
        Assert.Equal(0, await shop.InAsync(db => db.Set<Order>().CountAsync()));
    }

    [Fact]
    public async Task A_thing_is_named_by_its_number_or_its_slug()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:write");
        object Line(object id) => new { lines = new[] { new { kind = "tier", id, interval = "month" } } };

        var byNumber = (await CheckoutAsync(program, shop, Line(shop.Premium.TierId), "one")).ShouldBe(HttpStatusCode.Created);
        var bySlug = (await CheckoutAsync(program, shop, Line(shop.Premium.Slug), "two")).ShouldBe(HttpStatusCode.Created);

        Assert.Equal(byNumber.Json.GetProperty("total").GetInt64(), bySlug.Json.GetProperty("total").GetInt64());
        (await CheckoutAsync(program, shop, Line(shop.Premium.TierId), "one")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("   "), InlineData("k\u0001")]
    public async Task A_key_is_needed(string? key)
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:write");

        (await CheckoutAsync(program, shop, shop.Wish(), key))
            .ShouldBeRefused(HttpStatusCode.BadRequest, "idempotency_key_missing");
    }

    [Fact]
    public async Task Prices_come_from_the_tiers_whatever_the_body_says()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:write");
        var line = new { kind = "tier", id = shop.Premium.Slug, interval = "month", price = -1, unitAmount = 1, discount = 2900 };
        var wish = new { lines = new[] { line }, total = 1, amount = 1_000_000_000_000_000_000, memberId = 1,
            communityId = 99 };

        var answer = (await CheckoutAsync(program, shop, wish, "cheap")).ShouldBe(HttpStatusCode.Created).Json;

        Assert.Equal((2900, "CNY"), (answer.GetProperty("total").GetInt64(), answer.GetProperty("currency").GetString()));
    }

    [Fact]
    public async Task A_token_without_the_scope_buys_nothing()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:read");

        (await CheckoutAsync(program, shop, shop.Wish(), "k"))
            .ShouldBeRefused(HttpStatusCode.Forbidden, "scope_missing");
    }

    [Fact]
    public async Task A_member_reads_their_own_orders_and_no_others()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var purchase = await shop.BuyAndPayAsync(buyer);
        var own = await app.TokenAsync(buyer.Person, "orders:read");
        var stranger = await app.TokenAsync(await app.MemberAsync(), "orders:read");

        Assert.Equal(purchase.Code, (await own.GetAsync(shop.Api + "/orders")).Json.GetProperty("items")[0].GetProperty("code").GetString());
        Assert.Equal("paid", (await own.GetAsync($"{shop.Api}/orders/{purchase.Code}")).Json.GetProperty("state").GetString());
        Assert.Equal(0, (await stranger.GetAsync(shop.Api + "/orders")).Json.GetProperty("items").GetArrayLength());
        (await stranger.GetAsync($"{shop.Api}/orders/{purchase.Code}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await own.GetAsync($"{shop.Api}/manage/orders")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task An_operator_reads_the_whole_road_of_an_order()
    {
        var shop = await Shop.OpenAsync(app);
        var purchase = await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var program = await app.TokenAsync(shop.Owner, "orders:read", "orders:write");

        var record = (await program.GetAsync($"{shop.Api}/manage/orders/{purchase.OrderId}")).ShouldBe(HttpStatusCode.OK).Json;
        var list = (await program.GetAsync($"{shop.Api}/manage/orders?state=paid&limit=1")).Json;
        var ledger = (await program.GetAsync($"{shop.Api}/manage/ledger?account=fees:test")).Json;
        var inbox = (await program.GetAsync($"{shop.Api}/manage/webhooks")).Json;

        Assert.Equal(0, record.GetProperty("ledger").EnumerateArray().SelectMany(t => t.GetProperty("entries").EnumerateArray())
            .Sum(e => e.GetProperty("amount").GetInt64()));
        Assert.Equal(1, record.GetProperty("grants").GetArrayLength());
        Assert.Equal(2, record.GetProperty("webhooks")[0].GetProperty("copies").GetInt32());
        Assert.Equal(purchase.OrderId, list.GetProperty("items")[0].GetProperty("id").GetInt64());
        Assert.Equal(3, ledger.GetProperty("balances").GetArrayLength());
        Assert.Equal(1, ledger.GetProperty("items").GetArrayLength());
        Assert.Equal(purchase.Code, inbox.GetProperty("items")[0].GetProperty("orderCode").GetString());
    }

    [Fact]
    public async Task An_operator_refunds_once_per_key()
    {
        var shop = await Shop.OpenAsync(app);
        var purchase = await shop.BuyAndPayAsync(await shop.BuyerAsync());
        var program = await app.TokenAsync(shop.Owner, "orders:read", "orders:write");
        Task<Answer> RefundAsync(object wish, string? key) => PostAsync(program, $"{shop.Api}/manage/orders/{purchase.OrderId}/refunds", wish, key);

        (await RefundAsync(new { amount = 2901, reason = "x" }, "a")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "refund_too_large");
        (await RefundAsync(new { amount = -1, reason = "x" }, "a")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "amount_not_positive");
        (await RefundAsync(new { amount = 1 }, "a")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reason_missing");
        (await RefundAsync(new { amount = 1, reason = "x" }, null)).ShouldBeRefused(HttpStatusCode.BadRequest, "idempotency_key_missing");
        var first = (await RefundAsync(new { amount = 900, reason = "x" }, "a")).ShouldBe(HttpStatusCode.OK);
        var again = (await RefundAsync(new { amount = 900, reason = "x" }, "a")).ShouldBe(HttpStatusCode.OK);
        (await RefundAsync(new { amount = 901, reason = "x" }, "a")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "idempotency_mismatch");
        var rest = (await RefundAsync(new { reason = "x" }, "b")).ShouldBe(HttpStatusCode.OK);
        var restAgain = (await RefundAsync(new { reason = "x" }, "c")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal((2000, "succeeded"), (rest.Json.GetProperty("amount").GetInt64(), rest.Json.GetProperty("outcome").GetString()));
        Assert.Equal(rest.Text, restAgain.Text);
        (await RefundAsync(new { amount = 1, reason = "x" }, "d")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "refunded_already");
        Assert.Equal(OrderState.Refunded, await shop.StateAsync(purchase));
        await shop.LedgerShouldBeSoundAsync();
    }

    private static Task<Answer> CheckoutAsync(Client program, Shop shop, object wish, string? key) =>
        PostAsync(program, shop.Api + "/checkout", wish, key);

    private static Task<Answer> PostAsync(Client program, string path, object body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return program.SendAsync(request);
    }
}
