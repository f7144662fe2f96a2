using System.Net;
using System.Net.Http.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Mail;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Gifts;

/// <summary>From the checkout to the receiver: by mail on a day, or by a link that the buyer passes on.</summary>
public class Giving_a_gift(MailApp app) : IClassFixture<MailApp>
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public async Task Gives_the_buyer_nothing_and_the_receiver_a_period_from_the_claim_on()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync("Wang Fang");

        var gift = await shop.GiveAsync(buyer, "Mei", message: "For your new job");

        Assert.Empty(await shop.GrantsAsync(gift.Purchase));
        Assert.NotEqual(shop.Premium.TierId, (await shop.HoldsAsync(buyer)).HighestTierId);
        Assert.Equal(-2900, (await shop.BalancesAsync())["revenue:memberships"]);
        await shop.LedgerShouldBeSoundAsync();
        var seen = (await app.Visitor().Speaking("en").GetAsync(gift.Link)).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Wang Fang has a gift for Mei", seen.TextOf("h1"));
        Assert.Contains("For your new job", seen.TextOf("main"));
        Assert.Contains("returnUrl=" + Uri.EscapeDataString(gift.Link), seen.Text);

        app.Clock.Advance(TimeSpan.FromMinutes(30));
        var mei = await shop.BuyerAsync("Mei");
        (await mei.Browser.SubmitAsync(gift.Link, ("_handler", "claim"))).ShouldLeadTo(gift.Link);

        var grant = Assert.Single(await shop.GrantsAsync(gift.Purchase));
        Assert.Equal((mei.Person.Id, app.Clock.Now), (grant.MemberId, grant.From));
        Assert.Equal(Interval.Month.After(app.Clock.Now, Shanghai), grant.Until);
        Assert.Equal(shop.Premium.TierId, (await shop.HoldsAsync(mei)).HighestTierId);
        await shop.LedgerShouldBeSoundAsync();
        await app.SettleAsync();
        Assert.Contains("was claimed", (await buyer.Browser.Speaking("en").GetAsync("/notifications")).Text);
        Assert.Contains("This is yours", (await mei.Browser.Speaking("en").GetAsync(gift.Link)).TextOf("main"));
    }

    [Fact]
    public async Task Is_mailed_at_nine_on_its_day_and_the_order_keeps_the_link_until_then()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync("Wang Fang");
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(app.Clock.Now, Shanghai)).AddDays(3);
        var address = $"mei{shop.Community.Id}@example.org";

        var gift = await shop.GiveAsync(buyer, "Mei", address, day.ToString("yyyy-MM-dd"), message: "Hello");

        var nine = TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(9, 0)), Shanghai);
        Assert.Equal(nine, (await shop.ClaimAsync(gift)).DeliverAt);
        Assert.NotEqual("", gift.Link);
        await shop.PassAsync(nine - app.Clock.Now - TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(app.Server.Got, m => m.To.Mailboxes.Any(t => t.Address == address));
        await shop.PassAsync(TimeSpan.FromMinutes(2));
        var mail = app.Server.To(address);
        Assert.Contains("Wang Fang", mail.Subject);
        Assert.Contains("Hello", mail.TextBody);
        Assert.Equal(gift.Link, MailApp.LinkIn(mail, shop.Path + "/gift/"));
        await shop.PassAsync(TimeSpan.FromDays(1));
        Assert.Single(app.Server.Got, m => m.To.Mailboxes.Any(t => t.Address == address));
    }

    [Fact]
    public async Task Stands_in_the_lists_of_the_buyer_and_of_the_operator_and_nobody_elses()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var gift = await shop.GiveAsync(buyer, "Mei Lan");
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");
        var other = await shop.BuyerAsync();

        Assert.Contains("Mei Lan", (await buyer.Browser.GetAsync("/account/gifts")).ShouldBe(HttpStatusCode.OK).TextOf("main"));
        Assert.Contains(gift.Link, (await buyer.Browser.GetAsync("/account/gifts")).Text);
        Assert.DoesNotContain("Mei Lan", (await other.Browser.GetAsync("/account/gifts")).Text);
        Assert.Contains("Gift", (await owner.GetAsync($"{shop.Path}/manage/orders")).TextOf("tbody"));
        var record = (await owner.GetAsync($"{shop.Path}/manage/orders/{gift.Purchase.OrderId}")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Mei Lan", record.TextOf("main"));
        Assert.DoesNotContain(gift.Link, record.Text);
        var json = (await buyer.Browser.GetAsync("/api/me/gifts")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items")[0];
        Assert.Equal("open", json.GetProperty("state").GetString());
        Assert.EndsWith(gift.Link, json.GetProperty("link").GetString());
    }

    [Fact]
    public async Task A_new_link_ends_the_one_before()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var gift = await shop.GiveAsync(buyer);
        var claim = await shop.ClaimAsync(gift);

        (await buyer.Browser.SubmitAsync("/account/gifts", ("id", claim.Id))).ShouldLeadTo("/account/gifts");

        (await app.Visitor().GetAsync(gift.Link)).ShouldBe(HttpStatusCode.NotFound);
        var page = await buyer.Browser.GetAsync("/account/gifts");
        var link = new Uri(page.Document.QuerySelector("input[id^=gift-]")!.GetAttribute("value")!).AbsolutePath;
        (await app.Visitor().GetAsync(link)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("giftName", "", "Enter the recipient's name")]
    [InlineData("giftEmail", "no address", "This is not an email address")]
    [InlineData("giftDay", "2026-13-01", "Enter the day like")]
    [InlineData("giftDay", "2020-01-01", "Choose today or a later day")]
    [InlineData("giftDay", "2099-01-01", "Choose today or a later day")]
    public async Task Says_at_its_field_what_is_wrong_and_keeps_what_was_typed(string field, string value, string message)
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        var typed = new Dictionary<string, object> { ["giftName"] = "Mei", ["giftMessage"] = "Kept words", [field] = value };

        var page = await buyer.Browser.Speaking("en").SubmitAsync(
            shop.GiftPath(), [.. typed.Select(t => (t.Key, t.Value)), ("interval", "month"), ("do", "buy")]);

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(message, page.TextOf(".field-wrong"));
        Assert.Contains("Kept words", page.TextOf("textarea"));
        Assert.Equal(0, await shop.InAsync(db => db.Set<Order>().CountAsync()));
    }

    [Fact]
    public async Task Is_no_way_to_a_trial_or_a_renewal_and_not_sold_with_other_things()
    {
        var shop = await Shop.OpenAsync(app);
        var program = await app.TokenAsync(await app.MemberAsync(), "orders:write", "orders:read");
        var line = new { kind = "tier", id = shop.Premium.Slug, interval = "month" };
        var gift = new { name = "Mei" };

        async Task<Answer> OrderAsync(object wish)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, shop.Api + "/checkout") { Content = JsonContent.Create(wish) };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            return await program.SendAsync(request);
        }

        (await OrderAsync(new { lines = new[] { line, line }, gift })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "gift_not_alone");
        (await OrderAsync(new { lines = new[] { line }, gift, renews = true })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "gift_not_alone");
        (await OrderAsync(new { lines = new[] { new { kind = "tier", id = shop.Premium.Slug, interval = "month", quantity = 2 } }, gift }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "gift_not_alone");
        (await OrderAsync(new { lines = new[] { new { kind = "tier", id = shop.Free.Slug } }, gift }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not_giftable");
        (await OrderAsync(new { lines = new[] { line }, gift = new { name = "" } })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "gift_name");
        (await OrderAsync(new { lines = new[] { line }, gift })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Can_be_bought_by_somebody_who_holds_it_for_good()
    {
        var shop = await Shop.OpenAsync(app);
        var buyer = await shop.BuyerAsync();
        await shop.InScopeAsync(async services =>
        {
            var grants = (IGrants)services.GetService(typeof(IGrants))!;
            var db = (Kernel.Data.AppDb)services.GetService(typeof(Kernel.Data.AppDb))!;
            await grants.GrantTierAsync(shop.Community.Id, buyer.Person.Id, shop.Premium.TierId, app.Clock.Now, null,
                new Kernel.Contracts.Thing("gift", buyer.Person.Id), null, app.Clock.Now);
            return await db.SaveChangesAsync();
        });

        Assert.NotEqual("", (await shop.GiveAsync(buyer)).Link);
    }
}
