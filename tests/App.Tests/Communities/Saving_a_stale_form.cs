using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.App.Tests.Communities;

/// <summary>Two people have the same page open; the second to save has not seen what the first one did.</summary>
public class Saving_a_stale_form(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Does_not_open_a_column_again_that_was_closed_meanwhile()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var space = guild.Community.OpenSpaces.First();
        var closed = (await TiersAsync(guild)).First(t => t.TierId != space.TierId && !t.IsFree).TierId;
        var (mine, theirs) = (await SpacesAsync(owner, guild), await SpacesAsync(owner, guild));
        (await owner.SubmitAsync(theirs, ("name", space.Name), ("tier", closed), ("previewBlocks", 1), ("do", "save"))).ShouldBe(HttpStatusCode.SeeOther);

        (await owner.SubmitAsync(mine, ("name", space.Name), ("description", "Seen anew"), ("do", "save"))).ShouldBe(HttpStatusCode.SeeOther);

        var now = (await guild.NowAsync()).Spaces.Single(s => s.Id == space.Id);
        Assert.Equal((closed, 1, "Seen anew"), (now.TierId, now.PreviewBlocks, now.Description));
    }

    [Fact]
    public async Task Shows_both_values_where_both_changed_one_field()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var space = guild.Community.OpenSpaces.First();
        var tiers = (await TiersAsync(guild)).Where(t => t.TierId != space.TierId).ToList();
        var (mine, theirs) = (await SpacesAsync(owner, guild), await SpacesAsync(owner, guild));
        (await owner.SubmitAsync(theirs, ("name", "Theirs"), ("tier", tiers[0].TierId), ("do", "save"))).ShouldBe(HttpStatusCode.SeeOther);

        var conflict = await owner.SubmitAsync(mine, ("name", "Mine"), ("description", "Seen anew"), ("do", "save"));

        conflict.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal("Theirs", conflict.TextOf($"#theirs-{space.Id}-0"));
        Assert.Equal("Mine", conflict.Document.QuerySelector($"#space-{space.Id}-name")!.GetAttribute("value"));
        Assert.Equal("Theirs", (await guild.NowAsync()).Spaces.Single(s => s.Id == space.Id).Name);
        (await owner.SubmitAsync(conflict, ("name", "Mine"), ("do", "save"))).ShouldBe(HttpStatusCode.SeeOther);
        var now = (await guild.NowAsync()).Spaces.Single(s => s.Id == space.Id);
        Assert.Equal(("Mine", "Seen anew", tiers[0].TierId), (now.Name, now.Description, now.TierId));
    }

    [Fact]
    public async Task Leaves_settings_that_others_changed()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var path = guild.Path + "/manage/settings";
        var (first, second, theirs) = (await owner.GetAsync(path), await owner.GetAsync(path), await owner.GetAsync(path));
        (await owner.SubmitAsync(theirs, ("goals", "Ten members"), ("accent", "indigo"))).ShouldBe(HttpStatusCode.SeeOther);

        (await owner.SubmitAsync(first, ("description", "In a sentence"))).ShouldBe(HttpStatusCode.SeeOther);
        var conflict = await owner.SubmitAsync(second, ("goals", "A hundred members"));

        conflict.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal("Ten members", conflict.TextOf("#theirs-value-0"));
        Assert.Contains("A hundred members", conflict.TextOf("#field-goals"));
        Assert.Equal("In a sentence", conflict.Document.QuerySelector("[name=description]")!.GetAttribute("value"));
        var page = await owner.GetAsync(path);
        Assert.Equal("Ten members", page.TextOf("#field-goals"));
        Assert.True(page.Has("[name=accent][value=indigo][checked]"));
        (await owner.SubmitAsync(conflict, ("goals", "A hundred members"))).ShouldBe(HttpStatusCode.SeeOther);
        Assert.Equal("A hundred members", (await owner.GetAsync(path)).TextOf("#field-goals"));
        Assert.Equal("In a sentence", (await owner.GetAsync(path)).Document.QuerySelector("[name=description]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Loses_no_rules()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var path = guild.Path + "/manage/rules";
        var (mine, untouched, theirs) = (await owner.GetAsync(path), await owner.GetAsync(path), await owner.GetAsync(path));
        (await owner.SubmitAsync(theirs, ("rules", "Be *kind*."))).ShouldBe(HttpStatusCode.SeeOther);

        (await owner.SubmitAsync(untouched, ("rules", untouched.Document.QuerySelector("[name=rules]")!.TextContent))).ShouldBe(HttpStatusCode.SeeOther);
        Assert.Contains("Be *kind*.", (await owner.GetAsync(path)).TextOf("[name=rules]"));
        var conflict = await owner.SubmitAsync(mine, ("rules", "Be brief."));

        conflict.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal("Be *kind*.", conflict.TextOf("#theirs-value-0"));
        Assert.Equal("Be brief.", conflict.TextOf("[name=rules]"));
        (await owner.SubmitAsync(conflict, ("rules", "Be kind and brief."))).ShouldBe(HttpStatusCode.SeeOther);
        Assert.Contains("Be kind and brief.", (await owner.GetAsync(path)).TextOf("[name=rules]"));
    }

    [Fact]
    public async Task Loses_no_notes()
    {
        var guild = await Guild.OpenAsync(app);
        var owner = await guild.OwnerAsync();
        var path = guild.Path + "/manage/checklist?step=positioning";
        var (mine, untouched, theirs) = (await owner.GetAsync(path), await owner.GetAsync(path), await owner.GetAsync(path));
        (await owner.SubmitAsync(theirs, ("notes", "For beginners"), ("do", "note"))).ShouldBe(HttpStatusCode.SeeOther);

        (await owner.SubmitAsync(untouched, ("notes", ""), ("do", "done"))).ShouldBe(HttpStatusCode.SeeOther);
        var conflict = await owner.SubmitAsync(mine, ("notes", "For experts"), ("do", "note"));

        conflict.ShouldBe(HttpStatusCode.Conflict);
        Assert.Equal("For beginners", conflict.TextOf("#theirs-value-0"));
        Assert.Equal("For experts", conflict.TextOf("#notes-positioning"));
        Assert.Equal("For beginners", (await owner.GetAsync(path)).TextOf("#notes-positioning"));
        (await owner.SubmitAsync(conflict, ("notes", "For all"), ("do", "note"))).ShouldBe(HttpStatusCode.SeeOther);
        Assert.Equal("For all", (await owner.GetAsync(path)).TextOf("#notes-positioning"));
    }

    private Task<IReadOnlyList<TierOffer>> TiersAsync(Guild guild) =>
        app.WithAsync<ITiers, IReadOnlyList<TierOffer>>(t => t.ListAsync(guild.Id));

    private static Task<Answer> SpacesAsync(Client owner, Guild guild) => owner.GetAsync(guild.Path + "/manage/spaces");
}
