using System.Net;
using System.Net.Http.Headers;
using Guildhall.Accounts.TakingDown;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Moderation;

/// <summary>A verdict takes down parts of a profile: gone for all at once, kept for the undo, told with the reason.</summary>
public class Taking_down_faces(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string[] All = ["face", "cover", "bio", "links"];

    [Fact]
    public async Task What_is_taken_down_is_gone_for_all_at_once_and_the_rest_stays()
    {
        var (forum, ada, bob, mod) = await WorldAsync();
        var (face, cover) = await PicturesAsync(forum, ada);
        var page = PageOf(forum);
        // As visitors see it, also out of the cache.
        foreach (var _ in (int[])[1, 2])
            Assert.True((await app.Visitor().GetAsync(page)).Has($"img[src^='{face}']"));
        var topic = await forum.OpensAsync(ada, "Hello");

        (await DecideAsync(forum, mod, await CaseAsync(forum, bob, mod), ["face", "bio"], note: "Not here.")).ShouldBe(HttpStatusCode.OK);

        foreach (var address in (string[])[page, forum.TopicPath(topic), $"{forum.Path}/members"])
            foreach (var reader in (Client[])[app.Visitor(), bob, mod, ada])
                Assert.DoesNotContain(face, (await reader.GetAsync(address)).Text);
        foreach (var reader in (Client[])[app.Visitor(), bob])
            (await reader.GetAsync(face)).ShouldBe(HttpStatusCode.NotFound);
        // Whose it was, and whoever decides, can still look at it.
        foreach (var reader in (Client[])[ada, mod])
            (await reader.GetAsync(face)).ShouldBe(HttpStatusCode.OK);
        var shown = await app.Visitor().GetAsync(page);
        Assert.DoesNotContain("Words about me", shown.Text);
        Assert.Contains("https://example.org/ada", shown.Text);
        Assert.Contains(cover, shown.Text);
        (await app.Visitor().GetAsync(cover)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_member_hears_why_and_sets_another()
    {
        var (forum, ada, bob, mod) = await WorldAsync();
        await PicturesAsync(forum, ada);
        var one = await CaseAsync(forum, bob, mod);

        (await DecideAsync(forum, mod, one, All, note: "Nobody wants to see that.")).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        Assert.Contains("took down a part of your profile", (await ada.GetAsync("/notifications")).TextOf("main"));
        var told = await ada.GetAsync($"/account/decisions/{one}");
        Assert.Contains("Nobody wants to see that.", told.TextOf("main"));
        Assert.Contains("Taken down: Profile picture, Cover, Bio, Links", told.TextOf("main"));
        Assert.Contains("You can set another at any time.", told.TextOf("main"));
        Assert.DoesNotContain("mod", told.TextOf("main .callout"));
        var own = (await forum.OwnAsync(ada)).Single();
        Assert.Equal(All, own.GetProperty("parts").EnumerateArray().Select(p => p.GetString()));
        var chinese = await ada.ChoosesAsync("zh");
        Assert.Contains("已撤下：头像、封面、简介、链接", (await chinese.GetAsync($"/account/decisions/{one}")).TextOf("main"));
        var (face, _) = await PicturesAsync(forum, ada);
        Assert.Contains(face, (await app.Visitor().GetAsync(PageOf(forum))).Text);
        Assert.Equal("acted", Assert.Single(await forum.OwnAsync(bob, "reports")).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Undoing_puts_all_back_by_one_button_and_both_stand_in_the_audit()
    {
        var (forum, ada, bob, mod) = await WorldAsync();
        var (face, cover) = await PicturesAsync(forum, ada);
        var one = await CaseAsync(forum, bob, mod);
        var form = await mod.GetAsync($"{Desk.PageOf(forum)}/{one}");
        Assert.Equal(All, form.Document.QuerySelectorAll("input[name=parts]").Select(i => i.GetAttribute("value")));

        // By the form of the page, as somebody without script does.
        (await mod.SubmitAsync(form, ("verdict", "remove"), ("parts", "face"), ("parts", "cover"), ("parts", "bio"), ("parts", "links")))
            .ShouldRedirect();
        Assert.DoesNotContain(cover, (await app.Visitor().GetAsync(PageOf(forum))).Text);
        var after = await mod.GetAsync($"{Desk.PageOf(forum)}/{one}");
        Assert.Contains("Taken down: Profile picture, Cover, Bio, Links", after.TextOf("main"));
        Assert.Contains(after.Document.QuerySelectorAll("main del"), d => d.TextContent.Contains("Words about me"));
        (await mod.PressAsync(after, after.Document.QuerySelector("form[action$='/undo']")!.GetAttribute("action")!)).ShouldRedirect();
        await app.SettleAsync();

        var page = await app.Visitor().GetAsync(PageOf(forum));
        foreach (var there in (string[])[face, cover, "Words about me", "https://example.org/ada"])
            Assert.Contains(there, page.Text);
        foreach (var picture in (string[])[face, cover])
            (await app.Visitor().GetAsync(picture)).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("is there again", (await ada.GetAsync("/notifications")).TextOf("main"));
        var audit = await mod.GetAsync($"{Desk.PageOf(forum)}/audit");
        Assert.Equal(
            [$"Took back “Removed”: case #{one}", $"Removed: case #{one} (Profile picture, Cover, Bio, Links)"],
            audit.Document.QuerySelectorAll("tbody tr td:nth-child(3)").Select(c => c.TextContent.Trim()));
    }

    [Fact]
    public async Task What_the_member_has_set_since_is_not_overwritten_by_an_undo()
    {
        var (forum, ada, bob, mod) = await WorldAsync();
        var (old, _) = await PicturesAsync(forum, ada);
        var one = await CaseAsync(forum, bob, mod);
        (await DecideAsync(forum, mod, one, ["face", "bio", "links"])).ShouldBe(HttpStatusCode.OK);
        var (face, _) = await PicturesAsync(forum, ada);
        (await ada.PatchAsync("/api/me", new { bio = "New words." })).ShouldBe(HttpStatusCode.OK);

        (await mod.DeleteAsync($"{Desk.QueueOf(forum)}/{one}/verdict")).ShouldBe(HttpStatusCode.NoContent);

        var page = await app.Visitor().GetAsync(PageOf(forum));
        Assert.Contains(face, page.Text);
        Assert.Contains("New words.", page.Text);
        Assert.Contains("https://example.org/ada", page.Text);
        Assert.DoesNotContain(old, page.Text);
        (await mod.GetAsync(old)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_one_can_be_closed_for_some_days()
    {
        var (forum, ada, bob, mod) = await WorldAsync();
        await PicturesAsync(forum, ada);
        var one = await CaseAsync(forum, bob, mod);
        (await DecideAsync(forum, mod, one, All, closedDays: 7)).ShouldBe(HttpStatusCode.OK);

        (await PutAsync(ada, "/api/me/avatar")).ShouldBeRefused(HttpStatusCode.Forbidden, "part_closed");
        (await PutAsync(ada, "/api/me/cover")).ShouldBeRefused(HttpStatusCode.Forbidden, "part_closed");
        (await ada.PatchAsync("/api/me", new { bio = "Again." })).ShouldBeRefused(HttpStatusCode.Forbidden, "part_closed");
        (await ada.PatchAsync("/api/me", new { links = new[] { "https://example.org/x" } }))
            .ShouldBeRefused(HttpStatusCode.Forbidden, "part_closed");
        // All else about oneself is still one's own.
        (await ada.PatchAsync("/api/me", new { name = "Ada L.", bio = "" })).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("You can set another from", (await ada.GetAsync($"/account/decisions/{one}")).TextOf("main"));

        app.Clock.Advance(TimeSpan.FromDays(7.1));
        await PicturesAsync(forum, ada);
        (await ada.PatchAsync("/api/me", new { bio = "Again." })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_appeal_that_is_granted_puts_it_back_and_opens_it()
    {
        var (forum, ada, bob, mod) = await WorldAsync();
        var (face, _) = await PicturesAsync(forum, ada);
        var one = await CaseAsync(forum, bob, mod);
        var verdict = (await DecideAsync(forum, mod, one, ["face"], closedDays: 30)).ShouldBe(HttpStatusCode.OK)
            .Json.GetProperty("id").GetInt64();
        (await ada.PostAsync($"{forum.Api}/verdicts/{verdict}/appeal", new { text = "That is my dog." }))
            .ShouldBe(HttpStatusCode.NoContent);
        var owner = await forum.SignedInAsync("owner");
        (await owner.GetAsync(face)).ShouldBe(HttpStatusCode.OK);

        (await forum.DecideAsync(owner, one, "overturn")).ShouldBe(HttpStatusCode.OK);

        Assert.Contains(face, (await app.Visitor().GetAsync(PageOf(forum))).Text);
        await PicturesAsync(forum, ada);
    }

    [Fact]
    public async Task It_needs_a_part_that_is_there_and_a_moderator()
    {
        var (forum, ada, bob, mod) = await WorldAsync();
        var one = await CaseAsync(forum, bob, mod);

        (await DecideAsync(forum, mod, one, [])).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "parts_missing");
        (await DecideAsync(forum, mod, one, ["bio"], closedDays: 366))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "closed_days_range");
        (await DecideAsync(forum, mod, one, ["bio"], closedDays: -1))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "closed_days_range");
        (await DecideAsync(forum, bob, one, ["bio"])).ShouldBe(HttpStatusCode.NotFound);
        var queue = await mod.GetAsync(Desk.PageOf(forum));
        Assert.False(queue.Has($"#case-{one} button[value=remove]"));
        Assert.True(queue.Has($"#case-{one} .case-deeds a[href$='/{one}']"));
        var form = await mod.GetAsync($"{Desk.PageOf(forum)}/{one}");
        var refused = await mod.SubmitAsync(form, ("verdict", "remove"), ("note", "What I typed"));
        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Choose what to take down.", refused.TextOf("main"));
        Assert.Contains("What I typed", refused.Text);
        // There is no picture: what was there goes.
        var taken = (await DecideAsync(forum, mod, one, All)).ShouldBe(HttpStatusCode.OK).Json;
        Assert.Equal(["bio", "links"], taken.GetProperty("parts").EnumerateArray().Select(p => p.GetString()));
        Assert.NotNull(ada);
    }

    [Fact]
    public async Task Whoever_deletes_their_account_takes_along_what_was_kept()
    {
        var (forum, ada, bob, mod) = await WorldAsync();
        await PicturesAsync(forum, ada);
        (await DecideAsync(forum, mod, await CaseAsync(forum, bob, mod), All)).ShouldBe(HttpStatusCode.OK);
        var id = forum.IdOf("Ada");
        Assert.Equal(4, await CountAsync());

        Assert.Contains(await app.WithAsync<AppDb, IEnumerable<string>>(db =>
            Task.FromResult(Guildhall.Accounts.OwnData.OwnTables.In(db.Model).Select(t => t.Name))), t => t == "taken_down_parts");
        (await ada.SubmitAsync("/account/data", ("posts", "keep"), ("password", Person.Password))).ShouldLeadTo("/account/deleted");
        app.Clock.Advance(TimeSpan.FromDays(8));
        await app.RunJobAsync<Guildhall.Accounts.Forgetting.ForgetMembers>();

        Assert.Equal(0, await CountAsync());

        Task<int> CountAsync() => app.WithAsync<AppDb, int>(db => db.Set<TakenDownPart>().CountAsync(p => p.MemberId == id));
    }

    private async Task<(Forum Forum, Client Ada, Client Bob, Client Mod)> WorldAsync()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        await forum.CallAsync("Ada", HandleOf(forum));
        (await ada.PatchAsync("/api/me", new { bio = "Words about me", links = new[] { "https://example.org/ada" }, listed = true }))
            .ShouldBe(HttpStatusCode.OK);
        return (forum, ada, bob, mod);
    }

    private static string HandleOf(Forum forum) => $"ada{forum.Id}x";

    private static string PageOf(Forum forum) => $"{forum.Path}/members/{HandleOf(forum)}";

    private static async Task<(string Face, string Cover)> PicturesAsync(Forum forum, Client who)
    {
        Assert.NotNull(forum);
        return (await PathAsync("/api/me/avatar"), await PathAsync("/api/me/cover"));

        async Task<string> PathAsync(string address) =>
            (await PutAsync(who, address)).ShouldBe(HttpStatusCode.OK).Json.GetProperty("path").GetString()!;
    }

    private static Task<Answer> PutAsync(Client who, string address) => who.SendAsync(new HttpRequestMessage(HttpMethod.Put, address)
    {
        Content = new ByteArrayContent(Guildhall.App.Tests.Content.Folder.Png)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("image/png") },
        },
    });

    /// <summary>Bob reports Ada; gives the case.</summary>
    private static async Task<long> CaseAsync(Forum forum, Client bob, Client mod)
    {
        (await forum.ReportAsync(bob, $"member:{forum.IdOf("Ada")}", "abuse")).ShouldBe(HttpStatusCode.Created);
        return await forum.CaseAsync(mod);
    }

    private static Task<Answer> DecideAsync(
        Forum forum, Client who, long one, string[] parts, string? note = null, int? closedDays = null) =>
        Desk.PutAsync(who, $"{Desk.QueueOf(forum)}/{one}/verdict", new { verdict = "remove", note, parts, closedDays });
}
