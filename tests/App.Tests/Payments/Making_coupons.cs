using System.Net;
using Guildhall.App.Tests.Hosting;
using static Guildhall.App.Tests.Payments.Coupons;

namespace Guildhall.App.Tests.Payments;

/// <summary>An operator makes coupons, one by one and many at once, by page and by program.</summary>
public class Making_coupons(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task An_operator_makes_many_codes_and_takes_them_away_as_a_file()
    {
        var shop = await Shop.OpenAsync(app);
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");

        var made = await owner.SubmitAsync($"{shop.Path}/manage/coupons/batch", ("count", "25"), ("prefix", "MAIL"), ("campaign", "Spring mail"),
            ("kind", "percent"), ("value", "15"));
        var list = await owner.FollowAsync(made);
        var file = await owner.GetAsync($"{shop.Path}/manage/coupons/codes.csv?campaign=Spring%20mail");

        Assert.Contains("Spring mail", list.ShouldBe(HttpStatusCode.OK).TextOf("main"));
        var codes = file.ShouldBe(HttpStatusCode.OK).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((26, 26), (codes.Length, codes.Distinct().Count()));
        Assert.All(codes.Skip(1), code => Assert.Matches("^MAIL-[0-9A-Z]{5}-[0-9A-Z]{5}$", code));
        await BuyAsync(shop, await shop.BuyerAsync(), codes[7]);
        await RefusedAsync(app, shop, await shop.BuyerAsync(), codes[7], "coupon_used_up");
    }

    [Fact]
    public async Task A_form_that_is_wrong_keeps_what_was_typed()
    {
        var shop = await Shop.OpenAsync(app);
        var owner = (await app.SignInAsync(shop.Owner)).Speaking("en");

        var refused = await owner.SubmitAsync($"{shop.Path}/manage/coupons/new", ("code", "MINE"), ("kind", "percent"), ("value", "101"), ("campaign", "Mine"));

        Assert.Contains("between 1 and 100", refused.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("main"));
        Assert.Equal(("MINE", "101"), (Typed("code"), Typed("value")));
        string? Typed(string name) => refused.Document.QuerySelector($"[name={name}]")!.GetAttribute("value");
    }

    [Fact]
    public async Task Only_who_manages_the_community_makes_coupons()
    {
        var shop = await Shop.OpenAsync(app);
        var wish = new { code = "X-1", kind = "percent", value = 10 };
        var member = await app.TokenAsync(await app.MemberAsync(), "communities:write");
        var owner = await app.TokenAsync(shop.Owner, "communities:read", "communities:write");

        (await member.PostAsync($"{shop.Api}/manage/coupons", wish)).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await owner.PostAsync($"{shop.Api}/manage/coupons", wish)).ShouldBe(HttpStatusCode.Created);
        (await owner.PostAsync($"{shop.Api}/manage/coupons", wish)).ShouldBeRefused(HttpStatusCode.Conflict, "code_taken");
        (await owner.PostAsync($"{shop.Api}/manage/coupons", new { code = "X-2", kind = "amount", value = 1, currency = "ZZZ" }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "currency_unknown");
        Assert.Equal("X-1", (await owner.GetAsync($"{shop.Api}/manage/coupons")).Json.GetProperty("items")[0].GetProperty("code").GetString());
    }
}
