using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Access;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships;

public class The_membership_page(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Tells_visitors_prices_and_what_each_tier_opens()
    {
        var academy = await Academy.OpenAsync(app);

        var page = (await app.Visitor().Speaking("zh").GetAsync(academy.Path + "/tiers")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(["普通会员", "高级会员", "合伙人"], page.Document.QuerySelectorAll(".price-name").Select(n => n.TextContent));
        Assert.Equal(["免费", "¥19", "¥99"], page.Document.QuerySelectorAll(".price-figure:not([data-term=year]) .price-amount").Select(n => n.TextContent.Trim()));
        Assert.Contains(academy.Community.Spaces.Single(s => s.TierId == academy.Premium.TierId).Name, page.TextOf(".tier-spaces"),
            StringComparison.Ordinal);
        Assert.False(page.Has("main form"));
    }

    [Fact]
    public async Task Switches_between_month_and_year_and_says_what_is_saved()
    {
        var academy = await Academy.OpenAsync(app);

        var page = (await app.Visitor().Speaking("en").GetAsync(academy.Path + "/tiers")).ShouldBe(HttpStatusCode.OK);

        Assert.True(page.Has(".terms > .term-switch input[type=radio][value=month][checked]"));
        Assert.Matches(@"^save up to [1-9]\d?%$", page.TextOf(".term-saves"));
        Assert.Equal(
            [$"Everything in {academy.Free.Name}", $"Everything in {academy.Premium.Name}"],
            page.Document.QuerySelectorAll(".price-below").Select(p => p.TextContent.Replace(", plus", "", StringComparison.Ordinal)));
        var buttons = page.Document.QuerySelectorAll(".price-action a[data-term]").ToList();
        Assert.All(buttons, b => Assert.Contains("interval=" + b.GetAttribute("data-term"), b.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(["month", "year", "month", "year"], buttons.Select(b => b.GetAttribute("data-term")));
    }

    [Fact]
    public async Task Lets_a_member_join_with_one_press_and_only_once()
    {
        var academy = await Academy.OpenAsync(app);
        var lin = await academy.SignedInAsync("Lin");
        var page = await lin.GetAsync(academy.Path + "/tiers");
        var form = page.Document.Forms.Single(f => f.QuerySelector("input[value=join]") is not null);
        var press = () => lin.SendAsync(FormFilling.Request(form, new Uri(app.Address, page.Path), []));

        (await press()).ShouldLeadTo(academy.Path + "/tiers?joined=1");
        (await press()).ShouldRedirect();

        Assert.Equal(academy.Free.TierId, (await academy.HoldsAsync("Lin")).HighestTierId);
        var after = await lin.GetAsync(academy.Path + "/tiers");
        Assert.True(after.Has(".tier-standing"));
        var program = await academy.ProgramAsync("owner", "members:read");
        var grants = (await program.GetAsync($"{academy.Api}/members/{academy.IdOf("Lin")}/grants")).Json.GetProperty("grants");
        Assert.Equal(1, grants.GetArrayLength());
    }

    [Fact]
    public async Task Takes_many_presses_at_once_for_one()
    {
        var academy = await Academy.OpenAsync(app);
        var lin = await academy.SignedInAsync("Lin");
        var page = await lin.GetAsync(academy.Path + "/tiers");
        var form = page.Document.Forms.Single(f => f.QuerySelector("input[value=join]") is not null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(_ => lin.SendAsync(FormFilling.Request(form, new Uri(app.Address, page.Path), []))));

        Assert.All(answers, a => a.ShouldRedirect());
        Assert.Single(await academy.InAsync<AppDb, List<long>>(db => db.Set<Grant>().Where(g => g.MemberId == academy.IdOf("Lin"))
            .Select(g => g.Id).ToListAsync()));
    }

    [Fact]
    public async Task Marks_the_tier_that_its_reader_holds()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        var lin = (await academy.SignedInAsync("Lin")).Speaking("en");

        var page = await lin.GetAsync(academy.Path + "/tiers");

        var card = page.Document.QuerySelectorAll(".price-card").Single(c => c.TextContent.Contains("Your plan", StringComparison.Ordinal));
        Assert.Contains(academy.Premium.Name, card.TextContent, StringComparison.Ordinal);
        Assert.Contains("Renew for a month", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 Apr 2026", card.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_never_kept_for_others_when_it_was_somebodys()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        var lin = (await academy.SignedInAsync("Lin")).Speaking("en");

        var own = await lin.GetAsync(academy.Path + "/tiers");
        var visitors = await app.Visitor().Speaking("en").GetAsync(academy.Path + "/tiers");

        Assert.Contains("Your plan", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Your plan", visitors.Text, StringComparison.Ordinal);
        Assert.True(own.Response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Shows_a_member_what_they_hold_everywhere_and_how_to_renew_it()
    {
        var academy = await Academy.OpenAsync(app);
        var other = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        var lin = await academy.SignedInAsync("Lin");
        await other.WriteAsync(g =>
            g.GrantTierAsync(other.Id, academy.IdOf("Lin"), other.Free.TierId, other.Now, null, new("join", academy.IdOf("Lin")),
                academy.IdOf("Lin"), other.Now));

        var page = (await lin.GetAsync("/account/memberships")).ShouldBe(HttpStatusCode.OK);

        Assert.True(page.Has($"a[href='{academy.Path}/checkout?tier={academy.Premium.TierId}']"));
        Assert.True(page.Has($"a[href='{other.Path}']"));
        Assert.False(page.Has($"a[href^='{other.Path}/checkout']"));
        var program = await academy.ProgramAsync("Lin", "account:read");
        var memberships = (await program.GetAsync("/api/me/memberships")).ShouldBe(HttpStatusCode.OK).Json;
        Assert.Equal(2, memberships.GetArrayLength());
        (await (await academy.ProgramAsync("Lin", "articles:read")).GetAsync("/api/me/memberships")).ShouldBeRefused(HttpStatusCode.Forbidden, "scope_missing");
        Assert.StartsWith("/sign-in", (await app.Visitor().GetAsync("/account/memberships")).ShouldRedirect().Location, StringComparison.Ordinal);
    }
}
