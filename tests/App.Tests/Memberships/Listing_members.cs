using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Memberships;

/// <summary>The list of members: sorted, as CSV, gifts for many after a count. And search, which finds who agrees to it.</summary>
public class Listing_members(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Sorts_by_name_and_hands_out_the_same_as_a_file()
    {
        var academy = await Academy.OpenAsync(app);
        foreach (var name in (string[])["Wang", "=Ann", "Lin"])
            await academy.BuysAsync(name, academy.Premium, academy.Now, null);
        var owner = (await academy.SignedInAsync("owner")).Speaking("en");

        var page = (await owner.GetAsync(academy.Path + "/manage/members?sort=name")).ShouldBe(HttpStatusCode.OK);
        var file = (await owner.GetAsync(academy.Path + "/manage/members.csv")).ShouldBe(HttpStatusCode.OK);

        var names = page.Document.QuerySelectorAll(".member-name a").Select(a => a.TextContent).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal("ascending", page.Document.QuerySelector("th[aria-sort]")!.GetAttribute("aria-sort"));
        Assert.Contains(",'=Ann,", file.Text);
        Assert.DoesNotContain("@", file.Text);
        (await (await academy.SignedInAsync("Lin")).GetAsync(academy.Path + "/manage/members.csv")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Gives_many_a_gift_and_names_who_got_nothing()
    {
        var academy = await Academy.OpenAsync(app);
        await academy.BuysAsync("Lin", academy.Free, academy.Now, null);
        await academy.BuysAsync("Wang", academy.Partner, academy.Now, null);
        var (other, owner) = (await Academy.OpenAsync(app), (await academy.SignedInAsync("owner")).Speaking("en"));
        await other.BuysAsync("Stranger", other.Free, other.Now, null);

        var asked = (await owner.GetAsync($"{academy.Path}/manage/members/gifts?do=gift&id={academy.IdOf("Lin")}&id={academy.IdOf("Wang")}&id={other.IdOf("Stranger")}")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("2 members get this gift", asked.TextOf("main"));
        (await owner.SubmitAsync(asked, ("tier", ""), ("note", "x"))).ShouldBe(HttpStatusCode.UnprocessableEntity);

        var told = await owner.SubmitAsync(asked, ("tier", academy.Partner.TierId), ("note", "Thanks"));

        Assert.Contains("Wang", told.TextOf(".callout"));
        Assert.DoesNotContain("Lin", told.TextOf(".callout"));
        Assert.True(await academy.ReadsAsync("Lin", academy.Partner));
    }

    [Fact]
    public async Task Gives_all_that_match_a_gift_and_names_who_got_nothing()
    {
        var academy = await Academy.OpenAsync(app);
        foreach (var name in (string[])["Lin One", "Lin Two", "Wang"])
            await academy.BuysAsync(name, academy.Free, academy.Now, null);
        await academy.BuysAsync("Lin Three", academy.Partner, academy.Now, null);
        var owner = (await academy.SignedInAsync("owner")).Speaking("en");

        var asked = (await owner.GetAsync($"{academy.Path}/manage/members/gifts?do=gift&all=yes&q=lin")).ShouldBe(HttpStatusCode.OK);
        (await owner.SubmitAsync(asked, ("tier", ""))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = (await owner.SubmitAsync(asked, ("tier", academy.Partner.TierId), ("note", "Thanks"))).ShouldBe(HttpStatusCode.OK);

        Assert.Contains("3 members get this gift", asked.TextOf("main"));
        Assert.Contains("2 changed, 1 left unchanged", told.TextOf("main"));
        Assert.Contains("Lin Three", told.TextOf("main"));
        Assert.True(await academy.ReadsAsync("Lin One", academy.Partner));
        Assert.True(await academy.ReadsAsync("Lin Two", academy.Partner));
        Assert.False(await academy.ReadsAsync("Wang", academy.Partner));
    }

    [Fact]
    public async Task Search_finds_members_who_agree_to_be_listed_and_nobody_else()
    {
        var academy = await Academy.OpenAsync(app);
        foreach (var name in (string[])["Zebediah Shown", "Zebediah Hidden"])
            await academy.BuysAsync(name, academy.Free, academy.Now, null);
        var handle = $"zebediah-{academy.IdOf("Zebediah Shown")}";
        var shown = await academy.ProgramAsync("Zebediah Shown", "account:write");
        (await shown.PatchAsync("/api/me", new { handle, shown = true, listed = true })).ShouldBe(HttpStatusCode.OK);

        var page = await app.Visitor().GetAsync(academy.Path + "/search?q=zebediah");
        var people = (await app.Visitor().GetAsync(academy.Api + "/search?q=zebediah&kind=member")).Json.GetProperty("items");
        var byHandle = await app.Visitor().GetAsync(academy.Path + "/search?kind=member&q=" + handle);

        Assert.Contains("Zebediah Shown", page.TextOf(".hits"));
        Assert.DoesNotContain("Hidden", page.TextOf("main"));
        Assert.Equal((1, "member", $"{academy.Path}/members/{handle}"),
            (people.GetArrayLength(), people[0].GetProperty("kind").GetString(), people[0].GetProperty("url").GetString()));
        Assert.Contains("Zebediah Shown", byHandle.TextOf(".hits"));
        Assert.DoesNotContain("Zebediah", (await app.Visitor().GetAsync((await Academy.OpenAsync(app)).Path + "/search?q=zebediah")).TextOf("main"));
    }
}
