using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;

namespace Guildhall.App.Tests.Moderation;

public class Deciding(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Of_two_moderators_at_once_the_second_hears_who_decided()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var (mod, owner) = (await forum.ModeratorAsync(), await forum.SignedInAsync("owner"));
        var topic = await forum.OpensAsync(ada);
        (await forum.ReportAsync(bob, $"topic:{topic}")).ShouldBe(HttpStatusCode.Created);
        var one = await forum.CaseAsync(mod);

        var answers = await Task.WhenAll(
            forum.DecideAsync(mod, one, "keep"), forum.DecideAsync(owner, one, "remove"), forum.DecideAsync(mod, one, "keep"));

        var keeps = answers[0].Status == HttpStatusCode.OK;
        var (done, late, winner) = keeps ? (answers[0], answers[1], "mod") : (answers[1], answers[0], "owner");
        done.ShouldBe(HttpStatusCode.OK);
        late.ShouldBeRefused(HttpStatusCode.Conflict, "decided_already");
        Assert.Equal(winner, late.Json.GetProperty("decidedBy").GetString());
        answers[2].ShouldBe(keeps ? HttpStatusCode.OK : HttpStatusCode.Conflict);
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(keeps ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        var detail = (await mod.GetAsync($"{Desk.QueueOf(forum)}/{one}")).Json;
        Assert.Equal(1, detail.GetProperty("history").GetArrayLength());
    }

    [Fact]
    public async Task Undoing_brings_back_what_was_removed_and_both_stand_in_the_audit()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada);
        var reply = await forum.RepliesAsync(ada, topic, "Harmless words.");
        (await forum.ReportAsync(bob, $"reply:{reply}", "abuse")).ShouldBe(HttpStatusCode.Created);
        var one = await forum.CaseAsync(mod);

        // By the buttons of the pages, as somebody without script does.
        var done = await Forum.PressAsync(mod, Desk.PageOf(forum), $"{Desk.PageOf(forum)}/{one}/verdict", ("verdict", "remove"));
        var after = await mod.FollowAsync(done.ShouldRedirect());
        Assert.Contains("Removed", after.TextOf(".callout"));
        Assert.DoesNotContain("Harmless", (await bob.GetAsync(forum.TopicPath(topic))).Text);
        var undo = after.Document.QuerySelector("form[action$='/undo']")!.GetAttribute("action")!;
        (await mod.PressAsync(after, undo)).ShouldLeadTo($"{Desk.PageOf(forum)}/{one}");
        await app.SettleAsync();

        Assert.Contains("Harmless", (await bob.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
        Assert.Equal(one, await forum.CaseAsync(mod));
        (await mod.DeleteAsync($"{Desk.QueueOf(forum)}/{one}/verdict")).ShouldBe(HttpStatusCode.NotFound);
        Assert.Contains("taken back", (await ada.GetAsync("/notifications")).TextOf("main"));
        var audit = await mod.GetAsync($"{Desk.PageOf(forum)}/audit");
        Assert.Equal(
            [$"Took back “Removed”: case #{one}", $"Removed: case #{one}"],
            audit.Document.QuerySelectorAll("tbody tr td:nth-child(3)").Select(c => c.TextContent.Trim()));
        var csv = (await mod.GetAsync($"{Desk.PageOf(forum)}/audit.csv?moderator={forum.IdOf("mod")}")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains($"mod,Removed: case #{one},", csv.Text);
        (await bob.GetAsync($"{Desk.PageOf(forum)}/audit.csv")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_audit_tells_what_moderators_did_on_the_pages_of_posts_and_not_what_authors_did()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, mod) = (await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada, "Heated");
        var (own, others) = (await forum.RepliesAsync(ada, topic), await forum.RepliesAsync(ada, topic));
        (await ada.DeleteAsync($"{forum.Api}/replies/{own}")).ShouldBe(HttpStatusCode.NoContent);
        (await mod.DeleteAsync($"{forum.Api}/replies/{others}")).ShouldBe(HttpStatusCode.NoContent);
        (await Desk.PutAsync(mod, $"{forum.Api}/topics/{topic}/closure")).ShouldBe(HttpStatusCode.NoContent);

        var audit = await mod.GetAsync($"{Desk.PageOf(forum)}/audit");

        Assert.Equal(
            ["Closed “Heated”", "Deleted a post of Ada in “Heated”"],
            audit.Document.QuerySelectorAll("tbody tr td:nth-child(3)").Select(c => c.TextContent.Trim()));
    }

    [Fact]
    public async Task What_the_author_deleted_first_stays_theirs()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(bob);
        var reply = await forum.RepliesAsync(ada, topic);
        (await forum.ReportAsync(bob, $"reply:{reply}")).ShouldBe(HttpStatusCode.Created);
        var one = await forum.CaseAsync(mod);
        (await ada.DeleteAsync($"{forum.Api}/replies/{reply}")).ShouldBe(HttpStatusCode.NoContent);

        (await forum.DecideAsync(mod, one, "remove")).ShouldBe(HttpStatusCode.OK);
        (await mod.DeleteAsync($"{Desk.QueueOf(forum)}/{one}/verdict")).ShouldBe(HttpStatusCode.NoContent);

        Assert.Contains("This reply was deleted", (await bob.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
        (await Desk.PutAsync(ada, $"{forum.Api}/replies/{reply}/publication")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Edits_that_race_a_removal_neither_bring_the_post_back_nor_break_anything()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(bob);
        var reply = await forum.RepliesAsync(ada, topic);
        (await forum.ReportAsync(bob, $"reply:{reply}")).ShouldBe(HttpStatusCode.Created);
        var one = await forum.CaseAsync(mod);

        var edits = Enumerable.Range(0, 6).Select(i => ada.PatchAsync($"{forum.Api}/replies/{reply}", new { body = $"Words {i}" }));
        var answers = await Task.WhenAll(edits.Append(forum.DecideAsync(mod, one, "remove")));

        answers[^1].ShouldBe(HttpStatusCode.OK);
        Assert.All(answers[..^1], a => Assert.Contains(a.Status, (HttpStatusCode[])
            [HttpStatusCode.NoContent, HttpStatusCode.Gone, HttpStatusCode.NotFound]));
        Assert.Contains("This reply was deleted", (await bob.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
        Assert.Equal(0, (await bob.GetAsync($"{forum.Api}/topics/{topic}")).Json.GetProperty("replies").GetInt32());
    }

    [Fact]
    public async Task The_queue_is_for_moderators_of_this_community()
    {
        var (forum, other) = (await Forum.OpenAsync(app), await Forum.OpenAsync(app));
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.OpensAsync(ada);
        (await forum.ReportAsync(bob, $"topic:{topic}")).ShouldBe(HttpStatusCode.Created);
        var one = await forum.CaseAsync(mod);
        var stranger = await other.ModeratorAsync();

        foreach (var who in (Client[])[bob, stranger])
        {
            (await who.GetAsync(Desk.QueueOf(forum))).ShouldBe(HttpStatusCode.NotFound);
            (await who.GetAsync(Desk.PageOf(forum))).ShouldBe(HttpStatusCode.NotFound);
            (await forum.DecideAsync(who, one, "remove")).ShouldBe(HttpStatusCode.NotFound);
        }
        (await other.DecideAsync(stranger, one, "remove")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await stranger.GetAsync($"{Desk.PageOf(other)}/{one}")).ShouldBe(HttpStatusCode.NotFound);
        (await Desk.PutAsync(stranger, $"{Desk.QueueOf(other)}/{one}/claim")).ShouldBe(HttpStatusCode.NotFound);
        var reads = await forum.ProgramAsync("mod", "moderation:read");
        (await reads.GetAsync(Desk.QueueOf(forum))).ShouldBe(HttpStatusCode.OK);
        (await forum.DecideAsync(reads, one, "remove")).ShouldBe(HttpStatusCode.Forbidden);
        (await bob.GetAsync(forum.TopicPath(topic))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Being_a_moderator_opens_no_paid_words()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada", "premium"), await forum.MemberAsync("Bob", "premium"));
        var owner = await forum.SignedInAsync("owner");
        (await owner.PostAsync($"{forum.Api}/manage/roles", new { name = "Night watch", permissions = new[] { "moderation.handle", "members.manage" } }))
            .ShouldBe(HttpStatusCode.Created);
        var watch = await forum.MemberAsync("Watch");
        await forum.WriteAsync(g => g.GrantRoleAsync(
            forum.Id, forum.IdOf("Watch"), "night-watch", new Thing("test", forum.IdOf("Watch")), forum.IdOf("owner"), app.Clock.Now));
        var topic = await forum.OpensAsync(ada, "Priceless title", "Priceless words.", "paid");
        (await forum.ReportAsync(bob, $"topic:{topic}", "copied_content", "It says priceless things.")).ShouldBe(HttpStatusCode.Created);
        var one = await forum.CaseAsync(owner);

        foreach (var path in (string[])[Desk.QueueOf(forum), $"{Desk.QueueOf(forum)}/{one}", Desk.PageOf(forum), $"{Desk.PageOf(forum)}/{one}",
            $"{forum.Path}/manage/members", $"{Desk.PageOf(forum)}/audit"])
        {
            var answer = (await watch.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
            Assert.DoesNotContain("riceless", answer.Text, StringComparison.Ordinal);
        }
        (await forum.DecideAsync(watch, one, "remove")).ShouldBeRefused(HttpStatusCode.Forbidden, "case_not_readable");
        Assert.Contains("Priceless words", (await owner.GetAsync($"{Desk.PageOf(forum)}/{one}")).TextOf("main"));
        Assert.Contains("Priceless title", (await owner.GetAsync($"{forum.Path}/manage")).TextOf(".today"));
        (await forum.DecideAsync(owner, one, "remove")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_member_is_reported_and_something_is_done_elsewhere()
    {
        var forum = await Forum.OpenAsync(app);
        var (_, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        await forum.CallAsync("Ada", $"ada{forum.Id}");
        var page = await bob.GetAsync($"{forum.Path}/members/ada{forum.Id}");
        Assert.True(page.Has("a[href*='/report?thing=member']"));

        (await forum.ReportAsync(bob, $"member:{forum.IdOf("Ada")}", "abuse")).ShouldBe(HttpStatusCode.Created);
        var one = await forum.CaseAsync(mod);

        (await forum.DecideAsync(mod, one, "publish")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "verdict_impossible");
        (await forum.DecideAsync(mod, one, "handled")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("acted", Assert.Single(await forum.OwnAsync(bob, "reports")).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_claimed_case_says_so_and_waits_under_mine()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        (await forum.ReportAsync(bob, $"topic:{await forum.OpensAsync(ada)}")).ShouldBe(HttpStatusCode.Created);
        var one = await forum.CaseAsync(mod);

        (await Forum.PressAsync(mod, Desk.PageOf(forum), $"{Desk.PageOf(forum)}/{one}/claim")).ShouldRedirect();

        Assert.Equal(one, Assert.Single(await forum.CasesAsync(mod, "mine")).GetProperty("id").GetInt64());
        Assert.Contains("Claimed by mod", (await (await forum.SignedInAsync("owner")).GetAsync(Desk.PageOf(forum))).TextOf(".case"));
        (await mod.DeleteAsync($"{Desk.QueueOf(forum)}/{one}/claim")).ShouldBe(HttpStatusCode.NoContent);
        Assert.Empty(await forum.CasesAsync(mod, "mine"));
        (await mod.GetAsync($"{Desk.QueueOf(forum)}?filter=nonsense")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "word_unknown");
    }
}
