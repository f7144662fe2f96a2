using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Memberships;

/// <summary>An owner makes tiers, and is told what is wrong with one.</summary>
public class Managing_tiers(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Makes_a_tier_that_visitors_can_buy()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");

        // It costs less than what it opens, so it asks once.
        var asked = await owner.SubmitAsync(academy.Path + "/manage/tiers/new",
            ("name", "Fellow"), ("monthPrice", "１２。５"), ("yearPrice", "1,200"), ("rank", "40"), ("benefits", "One\n\n Two "),
            ("description", "For fellows."));
        var saved = await owner.SubmitAsync(asked, ("name", "Fellow"));

        saved.ShouldLeadTo(academy.Path + "/manage/tiers?said=saved");
        var tier = (await TierInput.ListAsync(app, academy)).Single(t => t.Name == "Fellow");
        Assert.Equal(((long?)1250, (long?)120_000, "CNY", 40, "fellow"),
            (tier.PriceOf(Interval.Month)?.Amount, tier.PriceOf(Interval.Year)?.Amount, tier.Currency, tier.Rank, tier.Slug));
        Assert.Equal(["One", "Two"], tier.Benefits);
        var page = await app.Visitor().GetAsync(academy.Path + "/tiers");
        Assert.Contains($"{academy.Path}/checkout?tier={tier.TierId}&interval=year", page.Document.Links.Select(l => l.GetAttribute("href")));
    }

    [Fact]
    public async Task Finds_a_place_by_the_price_and_says_what_it_opens_before_it_is_saved()
    {
        var academy = await Academy.OpenAsync(app);
        using var owner = (await academy.SignedInAsync("owner")).Speaking("en");
        var address = academy.Path + "/manage/tiers/new";
        var fresh = await owner.GetAsync(address);
        Assert.True(fresh.Has("input[name=rank][value='']:checked"));
        Assert.DoesNotContain(fresh.Document.QuerySelectorAll("input[name=rank]"), r => r.GetAttribute("value") == $"{academy.Free.Rank}");

        var asked = await owner.SubmitAsync(fresh, ("name", "Fellow"), ("monthPrice", "59"), ("rank", ""));

        Assert.Equal(3, (await TierInput.ListAsync(app, academy)).Count);
        var rank = asked.ShouldBe(HttpStatusCode.OK).Document.QuerySelector("input[name=rank]:checked")!.GetAttribute("value")!;
        Assert.InRange(int.Parse(rank), academy.Premium.Rank + 1, academy.Partner.Rank - 1);
        Assert.Contains("Above 高级会员", asked.TextOf(".callout"));
        Assert.Contains("Opens everything of 普通会员 (free), 高级会员", asked.TextOf(".callout"));
        Assert.Contains("Spaces: 源码与原理.", asked.TextOf(".callout"));
        Assert.Equal("Fellow", asked.Document.QuerySelector("input[name=name]")!.GetAttribute("value"));

        (await owner.SubmitAsync(asked, ("rank", rank))).ShouldLeadTo(academy.Path + "/manage/tiers?said=saved");
        Assert.Equal(int.Parse(rank), (await TierInput.ListAsync(app, academy)).Single(t => t.Name == "Fellow").Rank);
    }

    [Fact]
    public async Task Warns_before_a_cheap_tier_opens_a_dear_one()
    {
        var academy = await Academy.OpenAsync(app);
        using var owner = (await academy.SignedInAsync("owner")).Speaking("en");
        (string, object)[] fellow = [("name", "Fellow"), ("monthPrice", "59"), ("rank", $"{academy.Partner.Rank + 10}")];

        var asked = await owner.SubmitAsync(academy.Path + "/manage/tiers/new", fellow);

        Assert.Contains("It costs less than 合伙人", asked.ShouldBe(HttpStatusCode.OK).TextOf(".callout"));
        Assert.Equal(3, (await TierInput.ListAsync(app, academy)).Count);
        // The answer counts for this place alone.
        Assert.Contains("It costs less than", (await owner.SubmitAsync(asked, ("rank", $"{academy.Partner.Rank}"))).TextOf(".callout"));
        (await owner.SubmitAsync(asked, ("rank", $"{academy.Partner.Rank + 10}"))).ShouldLeadTo(academy.Path + "/manage/tiers?said=saved");
    }

    [Theory, InlineData("Open", "open-2"), InlineData("Space", "space-2")]
    public async Task Gives_no_tier_the_address_that_means_everyone(string name, string slug)
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "tiers:write");

        (await program.PostAsync(academy.Api + "/tiers", TierInput.Body(name, 40, 100))).ShouldBe(HttpStatusCode.Created);

        Assert.Equal(slug, (await TierInput.ListAsync(app, academy)).Single(t => t.Name == name).Slug);
    }

    public static TheoryData<string, string, string> BadInput => new()
    {
        { "name", "", "Enter a name for the tier." },
        { "name", new string('长', 61), "A name can have at most 60 characters." },
        { "monthPrice", "-1", "A price must be more than zero." },
        { "monthPrice", "0", "A price must be more than zero." },
        { "yearPrice", "1000000000000000000", "A price can be at most 100000000.00." },
        { "yearPrice", "99999999999999999999999999", "A price can be at most 100000000.00." },
        { "monthPrice", "1.234", "CNY can have at most 2 decimals." },
        { "monthPrice", "1e3", "This is not a valid amount. Write it like 12.50." },
        { "monthPrice", "NaN", "This is not a valid amount. Write it like 12.50." },
        { "rank", "-1", "A rank is a whole number from 0 to 1000." },
        { "rank", "2147483648", "A rank is a whole number from 0 to 1000." },
        { "rank", "ten", "A rank is a whole number from 0 to 1000." },
        { "benefits", "x".PadRight(121, 'x'), "A benefit can have at most 120 characters; this one has 121: xxxxxxxxxxxxxxxxxxxx…" },
        { "description", new string('x', 501), "A description can have at most 500 characters." },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Says_what_is_wrong_at_its_field_and_keeps_what_was_typed(string field, string typed, string message)
    {
        var academy = await Academy.OpenAsync(app);
        var owner = (await academy.SignedInAsync("owner")).Speaking("en");
        (string, object)[] good =
            [("name", "Fellow"), ("monthPrice", "12"), ("yearPrice", "120"), ("rank", "40"), ("benefits", ""), ("description", "")];

        var page = await owner.SubmitAsync(academy.Path + "/manage/tiers/new", [.. good.Where(f => f.Item1 != field), (field, typed)]);

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(message, page.TextOf($"#field-{field}-error"));
        // Places are chosen: none of them holds what is no place.
        if (field != "rank")
        {
            var input = page.Document.QuerySelector($"[name={field}]")!;
            Assert.Equal(typed, input.GetAttribute("value") ?? input.TextContent.TrimStart('\n'));
        }
        Assert.DoesNotContain(await TierInput.ListAsync(app, academy), t => t.Name == "Fellow");
    }

    [Fact]
    public async Task Says_everything_that_is_wrong_at_once()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");

        var page = await owner.SubmitAsync(academy.Path + "/manage/tiers/new", ("name", ""), ("monthPrice", "-1"), ("yearPrice", "1.234"), ("rank", "x"));

        foreach (var field in (string[])["name", "monthPrice", "yearPrice", "rank"])
            Assert.True(page.Has($"#field-{field}-error"), field);
    }

    [Fact]
    public async Task Wants_a_price_for_a_paid_tier()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = (await academy.SignedInAsync("owner")).Speaking("en");

        var page = await owner.SubmitAsync(academy.Path + "/manage/tiers/new", ("name", "Fellow"), ("monthPrice", ""), ("yearPrice", ""), ("rank", "40"));

        Assert.Equal("Enter a price for at least one period.", page.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-monthPrice-error"));
    }

    [Theory]
    [InlineData("name", "{premium}", "40", "paid", "name")]
    [InlineData("kind", "Fellow", "40", "free", "kind")]
    [InlineData("rank", "Fellow", "0", "paid", "rank")]
    public async Task Refuses_what_the_other_tiers_do_not_allow(string why, string name, string rank, string kind, string field)
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");

        var page = await owner.SubmitAsync(academy.Path + "/manage/tiers/new",
            ("name", name.Replace("{premium}", academy.Premium.Name, StringComparison.Ordinal)), ("kind", kind),
            ("monthPrice", kind == "free" ? "" : "5000"), ("yearPrice", ""), ("rank", rank));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(page.Document.Links.Select(l => l.GetAttribute("href") ?? ""),
            href => href.EndsWith("#field-" + field, StringComparison.Ordinal));
        Assert.Equal(3, (await TierInput.ListAsync(app, academy)).Count);
        Assert.NotEmpty(why);
    }

    [Theory]
    [InlineData(-1, "price_not_positive"), InlineData(0, "price_not_positive"), InlineData(1_000_000_000_000_000_000, "price_too_large"),
        InlineData(long.MaxValue, "price_too_large")]
    public async Task Tells_programs_the_same(long price, string code)
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "tiers:write");

        (await program.PostAsync(academy.Api + "/tiers", TierInput.Body("Fellow", 40, price)))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task Shows_visitors_a_change_at_once()
    {
        var academy = await Academy.OpenAsync(app);
        Assert.DoesNotContain("Fellow", (await app.Visitor().GetAsync(academy.Path + "/tiers")).Text, StringComparison.Ordinal);
        var program = await academy.ProgramAsync("owner", "tiers:write");

        (await program.PostAsync(academy.Api + "/tiers", TierInput.Body("Fellow", 40, 100))).ShouldBe(HttpStatusCode.Created);
        await app.SettleAsync();

        Assert.Contains("Fellow", (await app.Visitor().GetAsync(academy.Path + "/tiers")).Text, StringComparison.Ordinal);
    }
}
