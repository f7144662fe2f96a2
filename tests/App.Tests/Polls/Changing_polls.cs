using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Polls;

public class Changing_polls(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string[] Editors = ["Vim", "Emacs", "Other"];

    [Fact]
    public async Task Before_anybody_has_voted_its_author_changes_all_words()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var (poll, _, url) = await forum.PollAsync(ada, new { question = "Which editor?", options = Editors });

        (await bob.GetAsync($"{url}/edit")).ShouldBe(HttpStatusCode.NotFound);
        (await bob.PatchAsync($"{forum.Api}/polls/{poll}", new { question = "Mine?" })).ShouldBe(HttpStatusCode.NotFound);
        (await ada.SubmitAsync($"{url}/edit", ("question", "Which shell?"), ("options", "bash\nfish"))).ShouldLeadTo(url);

        var seen = (await bob.GetAsync($"{forum.Api}/polls/{poll}")).Json;
        Assert.Equal("Which shell?", seen.GetProperty("question").GetString());
        Assert.Equal(["bash", "fish"], seen.GetProperty("options").EnumerateArray().Select(o => o.GetProperty("text").GetString()!));
        (await forum.VoteAsync(bob, poll, 3)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "options_unknown");
    }

    [Fact]
    public async Task After_the_first_vote_the_end_and_slips_of_the_pen_change_and_nothing_else()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var (poll, _, url) = await forum.PollAsync(ada, new { question = "Wich editor do you use?", options = Editors });
        (await forum.VoteAsync(bob, poll, 1)).ShouldBe(HttpStatusCode.OK);
        var path = $"{forum.Api}/polls/{poll}";

        (await ada.PatchAsync(path, new { question = "Which editor do you use?", endsAt = $"{forum.Now.AddDays(3).AddHours(8):yyyy-MM-ddTHH:mm}", zone = "Asia/Shanghai" }))
            .ShouldBe(HttpStatusCode.OK);
        (await ada.PatchAsync(path, new { question = "Do you agree with me?" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "question_voted_for");
        (await ada.PatchAsync(path, new { options = new[] { "Vim", "Emacs", "Nano" } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "options_voted_for");
        var refused = await ada.SubmitAsync($"{url}/edit", ("question", "Do you agree with me?"));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Do you agree", refused.Document.QuerySelector("input[name=question]")!.GetAttribute("value"));
        Assert.Equal("Which editor do you use?", (await bob.GetAsync(path)).Json.GetProperty("question").GetString());
        Assert.Equal(1, (await forum.OutcomeAsync(bob, poll)).GetProperty("ballots").GetInt32());
    }

    [Fact]
    public async Task Its_author_deletes_it_and_brings_it_back_with_its_votes()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var (poll, line, url) = await forum.PollAsync(ada, new { question = "Which editor?", options = Editors });
        var topic = await forum.OpensAsync(ada, body: line);
        await forum.VoteAsync(bob, poll, 1);

        (await bob.DeleteAsync($"{forum.Api}/polls/{poll}")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.PressAsync(await ada.GetAsync(url), $"{forum.Path}/polls/{poll}/deletion", ("on", "true"))).ShouldLeadTo(url);
        (await bob.GetAsync(url)).ShouldBe(HttpStatusCode.NotFound);
        Assert.False((await bob.GetAsync(forum.TopicPath(topic))).Has(".poll"));
        (await ada.PressAsync(await ada.GetAsync(url), $"{forum.Path}/polls/{poll}/deletion", ("on", "false"))).ShouldLeadTo(url);

        Assert.True((await bob.GetAsync(forum.TopicPath(topic))).Has(".poll"));
        Assert.Equal(1, (await forum.OutcomeAsync(bob, poll)).GetProperty("ballots").GetInt32());
    }

    [Fact]
    public async Task At_its_end_those_who_voted_and_its_author_are_told_and_nobody_else()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, eve) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.MemberAsync("Eve"));
        var (poll, _, _) = await forum.PollAsync(ada, new
        {
            question = "Until when?", options = Editors, endsAt = $"{forum.Now.AddHours(10):yyyy-MM-ddTHH:mm}", zone = "Asia/Shanghai",
        });
        await forum.VoteAsync(bob, poll, 1);
        await ada.PatchAsync($"{forum.Api}/polls/{poll}", new { endsAt = $"{forum.Now.AddHours(12):yyyy-MM-ddTHH:mm}", zone = "Asia/Shanghai" });

        app.Clock.Advance(TimeSpan.FromHours(3));
        await app.SettleAsync();
        Assert.DoesNotContain("Until when?", (await bob.GetAsync("/notifications")).Text);
        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.SettleAsync();
        await app.SettleAsync();

        Assert.Contains("The poll “Until when?” is over", (await bob.GetAsync("/notifications")).Text);
        Assert.Contains("The poll “Until when?” is over", (await ada.GetAsync("/notifications")).Text);
        Assert.DoesNotContain("Until when?", (await eve.GetAsync("/notifications")).Text);
    }
}
