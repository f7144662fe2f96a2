using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Coupons;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Payments;

/// <summary>The list of coupons for operators: searched, narrowed, sorted, ended many at a time, and as a file.</summary>
public class Listing_coupons(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Finds_by_code_however_it_is_typed_by_campaign_member_and_state_and_sorts_by_code()
    {
        var (shop, owner) = await ShopAsync();
        var mei = await shop.BuyerAsync("Mei Zhang");
        var now = app.Clock.Now;
        await IssueAsync(shop, "ZETA-10", Percent() with { Campaign = "Spring mail" });
        await IssueAsync(shop, "ALPHA-10", Percent() with { MemberId = mei.Person.Id });
        await IssueAsync(shop, "LATER", Percent() with { StartsAt = now.AddDays(3) });
        await IssueAsync(shop, "PAST", Percent() with { StartsAt = now.AddDays(-9), EndsAt = now.AddDays(-3) });
        var ended = await IssueAsync(shop, "GONE", Percent());
        await shop.InScopeAsync(async s =>
        {
            await s.GetRequiredService<ArrangeCoupons>().EndAsync(ended.Id, default);
            return 0;
        });

        Assert.Equal(["GONE", "PAST", "LATER", "ALPHA-10", "ZETA-10"], await CodesAsync(owner, shop, ""));
        Assert.Equal(["ALPHA-10", "GONE", "LATER", "PAST", "ZETA-10"], await CodesAsync(owner, shop, "sort=code"));
        Assert.Equal(["ZETA-10"], await CodesAsync(owner, shop, "q=" + Uri.EscapeDataString("ｚｅｔａ 1O")));
        Assert.Equal(["ZETA-10"], await CodesAsync(owner, shop, "q=spring"));
        Assert.Equal(["ZETA-10"], await CodesAsync(owner, shop, "campaign=Spring%20mail"));
        Assert.Equal(["ALPHA-10"], await CodesAsync(owner, shop, "q=mei"));
        Assert.Equal(["ALPHA-10", "ZETA-10"], await CodesAsync(owner, shop, "state=valid"));
        Assert.Equal(["LATER"], await CodesAsync(owner, shop, "state=planned"));
        Assert.Equal(["PAST"], await CodesAsync(owner, shop, "state=expired"));
        Assert.Equal(["GONE"], await CodesAsync(owner, shop, "state=ended"));
        Assert.True((await owner.GetAsync($"{shop.Path}/manage/coupons?q=nothing")).Has(".empty a"));
        var after = new Guildhall.Kernel.Data.SortedKey("GONE", ended.Id);
        Assert.Equal(["LATER", "PAST", "ZETA-10"], await CodesAsync(owner, shop, $"sort=code&after={after}"));
    }

    [Fact]
    public async Task Those_that_are_ticked_end_together_after_they_were_counted()
    {
        var (shop, owner) = await ShopAsync();
        var (one, two) = (await IssueAsync(shop, "ONE", Percent()), await IssueAsync(shop, "TWO", Percent()));
        var other = await IssueAsync(shop, "OTHER", Percent());
        var path = $"{shop.Path}/manage/coupons/end?do=end&id={one.Id}&id={two.Id}";

        var asked = (await owner.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("2 coupons will be ended:", asked.TextOf("main"));
        Assert.Equal(["OTHER", "TWO", "ONE"], await CodesAsync(owner, shop, "state=valid"));
        (await owner.SubmitAsync(asked, ("_handler", "end"))).ShouldRedirect();

        Assert.Equal(["OTHER"], await CodesAsync(owner, shop, "state=valid"));
        Assert.True((await owner.GetAsync(path)).Has(".empty"));
        Assert.True((await owner.GetAsync($"{shop.Path}/manage/coupons/end")).Has(".empty"));
        var buyer = await shop.BuyerAsync();
        (await buyer.Browser.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("id", (await owner.GetAsync($"{shop.Path}/manage/coupons/end?id={other.Id}&id=x")).Document
            .QuerySelectorAll("input[type=hidden]").Select(i => i.GetAttribute("name")));
    }

    [Fact]
    public async Task All_that_match_end_in_steps_and_those_that_come_later_are_not_meant()
    {
        var (shop, owner) = await ShopAsync();
        await shop.InScopeAsync(s => s.GetRequiredService<ArrangeCoupons>()
            .IssueManyAsync(250, "MAIL", Percent() with { Campaign = "Mail" }, shop.Owner.Id, default));
        await IssueAsync(shop, "STAYS", Percent());

        var asked = await owner.GetAsync($"{shop.Path}/manage/coupons/end?do=end&all=yes&campaign=Mail");
        Assert.Contains("250 coupons will be ended:", asked.TextOf("main"));
        await IssueAsync(shop, "NEWER", Percent() with { Campaign = "Mail" });
        var half = await owner.SubmitAsync(asked, ("_handler", "end"));
        Assert.Contains("50 to go", half.TextOf("main"));
        var done = await owner.SubmitAsync(half, ("_handler", "end"));

        Assert.Contains("250 changed, 0 left unchanged.", done.TextOf("main"));
        Assert.Equal(["NEWER", "STAYS"], await CodesAsync(owner, shop, "state=valid"));
    }

    [Fact]
    public async Task A_file_says_what_each_brought_and_is_for_who_manages_the_community()
    {
        var (shop, owner) = await ShopAsync();
        await IssueAsync(shop, "SPRING", Percent() with { Campaign = "=HYPERLINK(1)" });
        await IssueAsync(shop, "UNUSED", Percent());
        var buyer = await shop.BuyerAsync();
        var sent = await buyer.Browser.SubmitAsync(shop.CheckoutPath(shop.Premium, "&interval=month"), ("coupon", "SPRING"), ("do", "buy"));
        await app.Visitor().SubmitAsync(sent.Location!, ("decision", "pay"), ("scenario", "pays"));
        await shop.PassAsync(TimeSpan.FromSeconds(2));

        var all = (await owner.GetAsync($"{shop.Path}/manage/coupons.csv")).ShouldBe(HttpStatusCode.OK).Text.Trim().Split('\n');

        Assert.Equal(3, all.Length);
        Assert.Contains("UNUSED,,10 %", all[1]);
        Assert.Contains("SPRING,'=HYPERLINK(1),10 %", all[2]);
        Assert.Contains("CNY,2.90,26.10,", all[2]);
        (await buyer.Browser.GetAsync($"{shop.Path}/manage/coupons.csv")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static CouponTerms Percent() => new(CouponKind.Percent, 10, null);

    private static Task<Coupon> IssueAsync(Shop shop, string code, CouponTerms terms) => shop.InScopeAsync(services =>
        services.GetRequiredService<ArrangeCoupons>().IssueAsync(code, terms, shop.Owner.Id, default));

    private async Task<(Shop Shop, Client Owner)> ShopAsync()
    {
        var shop = await Shop.OpenAsync(app);
        return (shop, (await app.SignInAsync(shop.Owner)).Speaking("en"));
    }

    private static async Task<string[]> CodesAsync(Client owner, Shop shop, string query) =>
        [.. (await owner.GetAsync($"{shop.Path}/manage/coupons?{query}")).ShouldBe(HttpStatusCode.OK).Document
            .QuerySelectorAll("tbody .order-code").Select(c => c.TextContent)];
}
