using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Memberships;

public class Managing_tiers(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Makes_a_tier_that_visitors_can_buy()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");

        var saved = await owner.SubmitAsync(academy.Path + "/manage/tiers/new",
            ("name", "Fellow"), ("monthPrice", "１２。５"), ("yearPrice", "1,200"), ("rank", "40"), ("benefits", "One\n\n Two "), ("description", "For fellows."));

        saved.ShouldLeadTo(academy.Path + "/manage/tiers");
        var tier = (await ListAsync(academy)).Single(t => t.Name == "Fellow");
        Assert.Equal((1250L, 120_000L, "CNY", 40, "fellow"), (tier.MonthPrice, tier.YearPrice, tier.Currency, tier.Rank, tier.Slug));
        Assert.Equal(["One", "Two"], tier.Benefits);
        var page = await app.Visitor().GetAsync(academy.Path + "/tiers");
        Assert.Contains($"{academy.Path}/checkout?tier={tier.TierId}&interval=year", page.Document.Links.Select(l => l.GetAttribute("href")));
    }

    [Theory, InlineData("Open", "open-2"), InlineData("Space", "space-2")]
    public async Task Gives_no_tier_the_address_that_means_everyone(string name, string slug)
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "tiers:write");

        (await program.PostAsync(academy.Api + "/tiers", Body(name, 40, 100))).ShouldBe(HttpStatusCode.Created);

        Assert.Equal(slug, (await ListAsync(academy)).Single(t => t.Name == name).Slug);
    }

    public static TheoryData<string, string, string> BadInput => new()
    {
        { "name", "", "Give the tier a name." },
        { "name", new string('长', 61), "A name has at most 60 characters." },
        { "monthPrice", "-1", "A price is more than zero." },
        { "monthPrice", "0", "A price is more than zero." },
        { "yearPrice", "1000000000000000000", "A price is at most 100000000.00." },
        { "yearPrice", "99999999999999999999999999", "A price is at most 100000000.00." },
        { "monthPrice", "1.234", "CNY has 2 decimals at most." },
        { "monthPrice", "1e3", "This is not an amount. Write it like 12.50." },
        { "monthPrice", "NaN", "This is not an amount. Write it like 12.50." },
        { "rank", "-1", "A rank is a whole number from 0 to 1000." },
        { "rank", "2147483648", "A rank is a whole number from 0 to 1000." },
        { "rank", "ten", "A rank is a whole number from 0 to 1000." },
        { "benefits", "x".PadRight(121, 'x'), "A benefit has at most 120 characters; this one has 121: xxxxxxxxxxxxxxxxxxxx…" },
        { "description", new string('x', 501), "A description has at most 500 characters." },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Says_what_is_wrong_at_its_field_and_keeps_what_was_typed(string field, string typed, string message)
    {
        var academy = await Academy.OpenAsync(app);
        var owner = (await academy.SignedInAsync("owner")).Speaking("en");
        (string, object)[] good = [("name", "Fellow"), ("monthPrice", "12"), ("yearPrice", "120"), ("rank", "40"), ("benefits", ""), ("description", "")];

        var page = await owner.SubmitAsync(academy.Path + "/manage/tiers/new", [.. good.Where(f => f.Item1 != field), (field, typed)]);

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(message, page.TextOf($"#field-{field}-error"));
        var input = page.Document.QuerySelector($"[name={field}]")!;
        Assert.Equal(typed, input.GetAttribute("value") ?? input.TextContent.TrimStart('\n'));
        Assert.DoesNotContain(await ListAsync(academy), t => t.Name == "Fellow");
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

        Assert.Equal("Give a price per month, per year, or both.", page.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-monthPrice-error"));
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
            ("name", name.Replace("{premium}", academy.Premium.Name, StringComparison.Ordinal)), ("kind", kind), ("monthPrice", kind == "free" ? "" : "5"), ("yearPrice", ""), ("rank", rank));

        page.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(page.Document.Links.Select(l => l.GetAttribute("href") ?? ""), href => href.EndsWith("#field-" + field, StringComparison.Ordinal));
        Assert.Equal(3, (await ListAsync(academy)).Count);
        Assert.NotEmpty(why);
    }

    [Fact]
    public async Task A_paid_tier_cannot_be_ranked_below_the_free_one_afterwards()
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "tiers:write");

        var refused = await program.SendAsync(Put($"{academy.Api}/tiers/{academy.Premium.TierId}", Body("Premium", academy.Free.Rank, 100)));

        refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "rank_not_above_free");
    }

    [Fact]
    public async Task Keeps_every_price_that_ever_was()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");
        var edit = $"{academy.Path}/manage/tiers/{academy.Premium.TierId}";

        (await owner.SubmitAsync(edit, ("monthPrice", "25"), ("yearPrice", ""))).ShouldRedirect();
        (await owner.SubmitAsync(edit, ("monthPrice", "25.00"))).ShouldRedirect();

        var tier = (await ListAsync(academy)).Single(t => t.TierId == academy.Premium.TierId);
        Assert.Equal((2500L, null), (tier.MonthPrice, tier.YearPrice));
        Assert.NotEqual(academy.Premium.MonthPriceId, tier.MonthPriceId);
        var prices = await academy.InAsync<AppDb, List<Price>>(db => db.Set<Price>().Where(p => p.TierId == tier.TierId).OrderBy(p => p.Id).ToListAsync());
        Assert.Equal([academy.Premium.MonthPrice, academy.Premium.YearPrice, 2500, null], prices.Select(p => p.Amount));
        Assert.Equal([null, null, academy.IdOf("owner"), academy.IdOf("owner")], prices.Select(p => p.SetBy));
    }

    [Fact]
    public async Task A_stale_form_brings_no_old_price_or_rank_back()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");
        var edit = $"{academy.Path}/manage/tiers/{academy.Premium.TierId}";
        var (mine, theirs) = (await owner.GetAsync(edit), await owner.GetAsync(edit));
        (await owner.SubmitAsync(theirs, ("monthPrice", "25"), ("rank", academy.Premium.Rank + 1), ("benefits", "One"))).ShouldRedirect();

        (await owner.SubmitAsync(mine, ("description", "For readers."))).ShouldRedirect();

        var tier = (await ListAsync(academy)).Single(t => t.TierId == academy.Premium.TierId);
        Assert.Equal((2500L, academy.Premium.YearPrice, academy.Premium.Rank + 1, "For readers."), (tier.MonthPrice, tier.YearPrice, tier.Rank, tier.Description));
        Assert.Equal(["One"], tier.Benefits);
    }

    [Fact]
    public async Task Two_who_change_one_price_see_both()
    {
        var academy = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");
        var edit = $"{academy.Path}/manage/tiers/{academy.Premium.TierId}";
        var (mine, theirs) = (await owner.GetAsync(edit), await owner.GetAsync(edit));
        (await owner.SubmitAsync(theirs, ("monthPrice", "25"), ("yearPrice", "250"))).ShouldRedirect();

        var conflict = await owner.SubmitAsync(mine, ("monthPrice", "30"));

        conflict.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal("25.00 CNY", conflict.TextOf("#theirs-value-0"));
        Assert.Equal("30.00", conflict.Document.QuerySelector("[name=monthPrice]")!.GetAttribute("value"));
        Assert.Equal("250.00", conflict.Document.QuerySelector("[name=yearPrice]")!.GetAttribute("value"));
        Assert.Equal(2500, (await ListAsync(academy)).Single(t => t.TierId == academy.Premium.TierId).MonthPrice);
        (await owner.SubmitAsync(conflict, ("monthPrice", "30"))).ShouldRedirect();
        var tier = (await ListAsync(academy)).Single(t => t.TierId == academy.Premium.TierId);
        Assert.Equal((3000L, 25_000L), (tier.MonthPrice, tier.YearPrice));
    }

    [Fact]
    public async Task Ranks_changed_at_once_never_put_the_free_tier_above_a_paid_one()
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "tiers:write");
        var free = new { name = academy.Free.Name, description = "", benefits = Array.Empty<string>(), rank = academy.Premium.Rank - 1, isFree = true };

        // Each is right by itself; together they would give joining what Premium sells.
        await Task.WhenAll(
            program.SendAsync(Put($"{academy.Api}/tiers/{academy.Free.TierId}", free)),
            program.SendAsync(Put($"{academy.Api}/tiers/{academy.Premium.TierId}", Body("Premium", academy.Free.Rank + 1, 100))));

        var tiers = await ListAsync(academy);
        var highestFree = tiers.Single(t => t.IsFree).Rank;
        Assert.All(tiers.Where(t => !t.IsFree), t => Assert.True(t.Rank > highestFree, $"{t.Name} has rank {t.Rank}"));
    }

    [Fact]
    public async Task Takes_a_tier_off_sale_without_taking_it_from_anybody()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Premium, academy.Now, academy.Now.AddDays(30));
        var owner = await academy.SignedInAsync("owner");
        var page = await owner.GetAsync(academy.Path + "/manage/tiers");
        var form = page.Document.Forms.Single(f => f.QuerySelector($"input[value='archive-{academy.Premium.TierId}']") is not null);

        (await owner.SendAsync(FormFilling.Request(form, new Uri(app.Address, page.Path), []))).ShouldRedirect();

        Assert.DoesNotContain(await ListAsync(academy), t => t.TierId == academy.Premium.TierId);
        Assert.True(await academy.ReadsAsync("Lin", academy.Premium));
        Assert.Equal([academy.Partner.TierId], (await academy.DecideAsync("Wang", academy.Premium)).OpenedBy.Select(o => o.TierId));
        var archived = await academy.InAsync<AppDb, TierArchival>(db => db.Set<TierArchival>().SingleAsync());
        Assert.Equal((academy.IdOf("owner"), academy.Now), (archived.ArchivedBy, archived.At));

        var program = await academy.ProgramAsync("owner", "tiers:write");
        (await program.DeleteAsync($"{academy.Api}/tiers/{academy.Premium.TierId}/archival")).ShouldBe(HttpStatusCode.NoContent);
        Assert.Contains(await ListAsync(academy), t => t.TierId == academy.Premium.TierId);
    }

    [Theory]
    [InlineData("moderator"), InlineData("author"), InlineData("paying"), InlineData("registered")]
    public async Task Is_refused_to(string who)
    {
        var academy = await Academy.OpenAsync(app);
        if (who is "moderator" or "author")
            await academy.AppointAsync(who, who);
        if (who == "paying")
            await academy.BuysAsync(who, academy.Partner, academy.Now, null);
        var browser = await academy.SignedInAsync(who);
        var program = await academy.ProgramAsync(who, "tiers:write", "communities:write");

        (await browser.GetAsync(academy.Path + "/manage/tiers")).ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(academy.Path + "/manage/tiers/new")).ShouldBe(HttpStatusCode.NotFound);
        (await program.PostAsync(academy.Api + "/tiers", Body("Fellow", 40, 100))).ShouldBe(HttpStatusCode.NotFound);
        (await program.SendAsync(Put($"{academy.Api}/tiers/{academy.Premium.TierId}/archival", new { }))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Is_refused_to_a_token_without_its_scope()
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "tiers:read", "communities:write");

        (await program.PostAsync(academy.Api + "/tiers", Body("Fellow", 40, 100))).ShouldBeRefused(HttpStatusCode.Forbidden, "scope_missing");
    }

    [Fact]
    public async Task Never_reaches_into_another_community()
    {
        var academy = await Academy.OpenAsync(app);
        var other = await Academy.OpenAsync(app);
        var owner = await academy.SignedInAsync("owner");
        var program = await academy.ProgramAsync("owner", "tiers:write");

        (await owner.GetAsync($"{academy.Path}/manage/tiers/{other.Premium.TierId}")).ShouldBe(HttpStatusCode.NotFound);
        (await owner.GetAsync($"{other.Path}/manage/tiers")).ShouldBe(HttpStatusCode.NotFound);
        (await program.GetAsync($"{academy.Api}/tiers/{other.Premium.TierId}")).ShouldBe(HttpStatusCode.NotFound);
        (await program.SendAsync(Put($"{academy.Api}/tiers/{other.Premium.TierId}", Body("Stolen", 40, 100)))).ShouldBe(HttpStatusCode.NotFound);
        (await program.SendAsync(Put($"{academy.Api}/tiers/{other.Premium.TierId}/archival", new { }))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(-1, "price_not_positive"), InlineData(0, "price_not_positive"), InlineData(1_000_000_000_000_000_000, "price_too_large"), InlineData(long.MaxValue, "price_too_large")]
    public async Task Tells_programs_the_same(long price, string code)
    {
        var academy = await Academy.OpenAsync(app);
        var program = await academy.ProgramAsync("owner", "tiers:write");

        (await program.PostAsync(academy.Api + "/tiers", Body("Fellow", 40, price))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task Shows_visitors_a_change_at_once()
    {
        var academy = await Academy.OpenAsync(app);
        Assert.DoesNotContain("Fellow", (await app.Visitor().GetAsync(academy.Path + "/tiers")).Text, StringComparison.Ordinal);
        var program = await academy.ProgramAsync("owner", "tiers:write");

        (await program.PostAsync(academy.Api + "/tiers", Body("Fellow", 40, 100))).ShouldBe(HttpStatusCode.Created);
        await app.SettleAsync();

        Assert.Contains("Fellow", (await app.Visitor().GetAsync(academy.Path + "/tiers")).Text, StringComparison.Ordinal);
    }

    private static object Body(string name, int rank, long monthPrice) => new { name, rank, monthPrice, isFree = false };

    private static HttpRequestMessage Put(string path, object body) => new(HttpMethod.Put, path) { Content = System.Net.Http.Json.JsonContent.Create(body) };

    private Task<IReadOnlyList<TierOffer>> ListAsync(Academy academy) => app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(academy.Id));
}
