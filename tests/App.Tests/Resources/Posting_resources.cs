using System.Net;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.App.Tests.Resources;

public class Posting_resources(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly Upload Notes = new("notes.txt", Encoding.UTF8.GetBytes("What I know."), "text/plain");

    [Fact]
    public async Task A_member_adds_a_file_and_others_find_it()
    {
        var shelf = await Shelf.OpenAsync(app);
        var member = await shelf.MemberAsync("Ada");

        var added = await member.SubmitAsync($"{shelf.Path}/resources/new?space=open", ("title", "Field notes"), ("file", Notes),
            ("description", "For **everyone**."), ("licence", "CC-BY-4.0"), ("version", "1.0"));

        added.ShouldBe(HttpStatusCode.SeeOther);
        var page = (await app.Visitor().GetAsync(added.Location!.Split('?')[0])).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("everyone", page.TextOf("rich-text strong"));
        Assert.Contains("https://spdx.org/licenses/CC-BY-4.0.html", page.Text);
        Assert.Contains("12 B", page.TextOf(".key-values"));
        var list = (await app.Visitor().GetAsync($"{shelf.Path}/s/open")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("Field notes", list.TextOf(".resource-title a"));
        foreach (var words in new[] { "FIELD", "notes.txt", "everyone" })
            Assert.True((await app.Visitor().GetAsync($"{shelf.Path}/s/open?q={words}")).Has(".resource-row"), words);
        foreach (var words in new[] { "nowhere", "%25", "_", new string('x', 3000) })
            Assert.False((await app.Visitor().GetAsync($"{shelf.Path}/s/open?q={words}")).Has(".resource-row"), words);
    }

    [Theory]
    [InlineData("title", "", "title"), InlineData("licence", "none", "licence"), InlineData("licence", "own", "licenceText")]
    [InlineData("tier", "gold", "tier"), InlineData("version", "0123456789012345678901234567890123456789x", "version")]
    public async Task What_cannot_stand_is_told_at_its_field_and_what_was_typed_stays(string field, string value, string marked)
    {
        var shelf = await Shelf.OpenAsync(app);
        var member = await shelf.MemberAsync("Ada");
        (string, object)[] good = [("file", Notes), ("title", "Field notes"), ("description", "Typed.")];

        var refused = await member.SubmitAsync(
            $"{shelf.Path}/resources/new?space=open", [.. good.Where(g => g.Item1 != field), (field, value)]);

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.True(refused.Has($"[name={marked}][aria-invalid=true]"), refused.Text);
        Assert.Equal("Typed.", refused.TextOf("textarea[name=description]"));
        Assert.False((await app.Visitor().GetAsync($"{shelf.Path}/s/open")).Has(".resource-row"));
    }

    [Fact]
    public async Task Only_who_may_post_does()
    {
        var shelf = await Shelf.OpenAsync(app);
        var paying = await Shelf.OpenAsync(app, Posting.Tier);
        const string form = "/resources/new?space=";

        (await app.Visitor().GetAsync(shelf.Path + form + "open")).ShouldRedirect();
        (await (await shelf.SignedInAsync("stranger")).GetAsync(shelf.Path + form + "open")).ShouldBe(HttpStatusCode.NotFound);
        (await (await shelf.MemberAsync("Ada")).GetAsync(shelf.Path + form + "open")).ShouldBe(HttpStatusCode.OK);
        (await (await shelf.MemberAsync("Bob", "premium")).GetAsync(shelf.Path + form + "paid")).ShouldBe(HttpStatusCode.NotFound);
        (await (await shelf.SignedInAsync("owner")).GetAsync(shelf.Path + form + "paid")).ShouldBe(HttpStatusCode.OK);
        (await (await paying.MemberAsync("Ada")).GetAsync(paying.Path + form + "open")).ShouldBe(HttpStatusCode.NotFound);
        (await (await paying.MemberAsync("Bob", "premium")).GetAsync(paying.Path + form + "open")).ShouldBe(HttpStatusCode.OK);
        var program = await shelf.ProgramAsync("Ada", "articles:write");
        (await Shelf.SendAsync(program, $"{shelf.Api}/resources?space=open&title=x&name=x.txt", "x"u8.ToArray())).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_its_author_and_the_team_change_it()
    {
        var shelf = await Shelf.OpenAsync(app);
        var (ada, bob) = (await shelf.MemberAsync("Ada"), await shelf.MemberAsync("Bob"));
        var page = (await ada.SubmitAsync($"{shelf.Path}/resources/new?space=open", ("title", "Notes"), ("file", Notes)))
            .ShouldBe(HttpStatusCode.SeeOther).Location!.Split('?')[0];

        (await bob.GetAsync(page + "/edit")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.SubmitAsync(page + "/edit", ("title", "Better notes"))).ShouldLeadTo(page + "?saved=yes");
        (await (await shelf.SignedInAsync("owner")).SubmitAsync(page + "/edit", ("title", "Best notes"), ("version", "2"),
            ("file", Notes with { Content = "More."u8.ToArray() }))).ShouldBe(HttpStatusCode.SeeOther);

        var seen = await app.Visitor().GetAsync(page);
        Assert.Equal("Best notes", seen.TextOf("h1"));
        Assert.Equal("More.", (await app.Visitor().GetAsync(page + "/file")).Text);
        Assert.Contains($"{page}/file?version=1", seen.Text);
    }

    [Fact]
    public async Task Of_two_who_edit_at_once_the_second_is_told()
    {
        var shelf = await Shelf.OpenAsync(app);
        var owner = await shelf.SignedInAsync("owner");
        var edit = $"{shelf.Path}/resources/{await shelf.AddsAsync("x"u8.ToArray())}/edit";
        var mine = await owner.GetAsync(edit);

        (await owner.SubmitAsync(edit, ("title", "Theirs"))).ShouldBe(HttpStatusCode.SeeOther);
        var refused = await owner.SubmitAsync(mine, ("title", "Mine"));
        var again = await owner.SubmitAsync(refused, ("title", "Mine"));

        refused.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal("Mine", refused.Document.QuerySelector("[name=title]")!.GetAttribute("value"));
        again.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Pages_of_a_list_follow_one_another()
    {
        var shelf = await Shelf.OpenAsync(app);
        foreach (var title in new[] { "one", "two", "three" })
            await shelf.AddsAsync(Encoding.UTF8.GetBytes(title), title: title);

        var first = (await app.Visitor().GetAsync(shelf.Api + "/resources?space=open&limit=2")).ShouldBe(HttpStatusCode.OK).Json;
        var second = (await app.Visitor().GetAsync(
            $"{shelf.Api}/resources?space=open&limit=2&after={first.GetProperty("next").GetString()}")).Json;

        Assert.Equal(["three", "two"], first.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()!));
        Assert.Equal(["one"], second.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()!));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task An_operator_chooses_the_kind_of_a_space_and_who_posts()
    {
        var shelf = await Shelf.OpenAsync(app);
        var owner = await shelf.SignedInAsync("owner");
        const string page = "/manage/spaces";

        (await owner.SubmitAsync(shelf.Path + page, ("kind", "resources"), ("name", "Slides"), ("posting", shelf.Premium.TierId)))
            .ShouldBe(HttpStatusCode.SeeOther);
        var unknown = await owner.SubmitAsync(shelf.Path + page, ("kind", "cellar"), ("name", "Cellar"));
        var unowned = await (await shelf.ProgramAsync("owner", "communities:write")).PostAsync(
            shelf.Api + "/spaces", new { name = "Shop", kind = "catalogue" });

        var space = (await shelf.NowAsync()).Spaces.Single(s => s.Slug == "slides");
        Assert.Equal((SpaceKind.Resources, Posting.Tier, shelf.Premium.TierId), (space.Kind, space.Posting, space.PostTierId));
        unknown.ShouldBe(HttpStatusCode.UnprocessableEntity);
        unowned.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "space_kind_unknown");
        await shelf.AsAsync<ChangeSpace>("owner", change => change.RunAsync(shelf.Id, space.Id,
            new SpaceChanges(Posting: new NewPosting(Posting.Team)), Kernel.Http.ShownValues.None, default));
        Assert.Equal(Posting.Team, (await shelf.NowAsync()).Spaces.Single(s => s.Slug == "slides").Posting);
    }
}
