using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.App.Tests.Polls;

public class Polls_in_texts(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string[] Editors = ["Vim *and* <b>", "Emacs", "Rider"];

    [Fact]
    public async Task A_line_of_its_own_is_the_poll_and_a_quote_or_a_sentence_a_link()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var (poll, line, url) = await forum.PollAsync(ada, new { question = "Which [editor]* `now`?", options = Editors, space = "talk" });

        var topic = await forum.OpensAsync(ada, body: $"Before.\n\n{line}\n\nAfter.");
        await forum.RepliesAsync(ada, topic, $"> {line}\n\n- {line}\n\nSee {line} there.");
        var page = await app.Visitor().GetAsync(forum.TopicPath(topic));

        Assert.Equal("Which [editor]* `now`?", page.TextOf($"#topic #poll-{poll} .poll-question"));
        Assert.False(page.Has("#topic p > a[href='" + url + "']"));
        Assert.False(page.Has("#reply-1 .poll"));
        Assert.Equal(3, page.Document.QuerySelectorAll($"#reply-1 a[href='{url}']").Length);
        Assert.True(page.Has($"#poll-{poll} a[href^='/sign-in']"));
        Assert.False(page.Has($"#poll-{poll} form"));
        await ada.PatchAsync($"{forum.Api}/topics/{topic}", new { body = $"Edited.\n\n{line}" });
        Assert.True((await app.Visitor().GetAsync(forum.TopicPath(topic))).Has($"#topic #poll-{poll}"));
    }

    [Fact]
    public async Task A_member_votes_without_script_and_comes_back_to_the_text()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var made = await ada.SubmitAsync($"{forum.Path}/polls/new?space=talk", ("question", "Order?"), ("options", "A\nB\n\nC"), ("kind", "ranked"));
        var line = (await ada.FollowAsync(made.ShouldRedirect())).Document.QuerySelector("[data-line]")!.GetAttribute("data-line")!;
        var topic = await forum.OpensAsync(ada, body: line);

        var twice = await bob.SubmitAsync(await bob.GetAsync(forum.TopicPath(topic)), ("place-1", "2"), ("place-3", "2"));
        var voted = await bob.SubmitAsync(await bob.GetAsync(forum.TopicPath(topic)), ("place-1", "2"), ("place-3", "1"));

        twice.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("one option only", twice.TextOf(".poll .field-error"));
        Assert.Equal("2", twice.Document.QuerySelector("select[name=place-3] option[selected]")!.GetAttribute("value"));
        Assert.StartsWith(forum.TopicPath(topic), voted.ShouldRedirect().Location!, StringComparison.Ordinal);
        var page = await bob.GetAsync(forum.TopicPath(topic));
        Assert.Contains("Ahead: C", page.TextOf(".poll-winner"));
        Assert.Contains("1 vote", page.TextOf(".poll-results"));
        Assert.False((await app.Visitor().GetAsync(forum.TopicPath(topic))).Has(".poll-bars"));
    }

    [Fact]
    public async Task A_form_that_cannot_stand_keeps_what_was_typed()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        var refused = await ada.SubmitAsync($"{forum.Path}/polls/new", ("question", "Which?"), ("options", "One\none"), ("results", "always"));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("can appear only once", refused.TextOf("#poll-options-error"));
        Assert.Equal("One\none", refused.TextOf("#poll-options").Trim().ReplaceLineEndings("\n"));
        Assert.Equal("Which?", refused.Document.QuerySelector("#poll-question")!.GetAttribute("value"));
        Assert.Equal("always", refused.Document.QuerySelector("#poll-results option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_visitors_page_follows_results_that_are_shown_always_and_the_end()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var (always, line, _) = await forum.PollAsync(ada, new { question = "Always", options = Editors, space = "talk", results = "always" });
        var (late, lateLine, _) = await forum.PollAsync(ada, new { question = "Late", options = Editors, space = "talk", results = "at_end" });
        var topic = await forum.OpensAsync(ada, body: $"{line}\n\n{lateLine}");
        await app.SettleAsync();
        var visitor = app.Visitor();
        await visitor.GetAsync(forum.TopicPath(topic));

        await forum.VoteAsync(bob, always, 1);
        await forum.VoteAsync(bob, late, 1);
        await app.SettleAsync();
        var page = await visitor.GetAsync(forum.TopicPath(topic));
        await Replying.PutAsync(ada, $"{forum.Api}/polls/{late}/closure", new { });
        await app.SettleAsync();
        var ended = await visitor.GetAsync(forum.TopicPath(topic));

        Assert.Contains("1 vote", page.TextOf($"#poll-{always}-results"));
        Assert.Contains("when the poll closes", page.TextOf($"#poll-{late}-results"));
        Assert.Contains("1 vote", ended.TextOf($"#poll-{late}-results"));
    }

    [Fact]
    public async Task A_line_with_a_poll_of_a_closed_space_is_a_link_for_who_may_not_see_it()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada", "premium"), await forum.MemberAsync("Bob"));
        var (poll, _, url) = await forum.PollAsync(ada, new { question = "Secretword", options = Editors, space = "paid" });
        var topic = await forum.OpensAsync(ada, body: $"[Elsewhere]({url})\n\n[Nowhere]({forum.Path}/polls/unknown)");

        var page = await bob.GetAsync(forum.TopicPath(topic));

        Assert.DoesNotContain("Secretword", page.Text);
        Assert.Equal(2, page.Document.QuerySelectorAll("#topic .prose p > a").Length);
        Assert.True((await ada.GetAsync(forum.TopicPath(topic))).Has($"#poll-{poll}"));
    }

    [Fact]
    public async Task A_moderator_removes_one_and_brings_it_back()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var (id, line, url) = await forum.PollAsync(ada, new { question = "Which?", options = Editors, space = "talk" });
        var topic = await forum.OpensAsync(ada, body: line);
        var poll = new Thing("poll", id);

        Assert.True(await OfPollsAsync(c => c.RemoveAsync(forum.Id, poll, forum.IdOf("owner"))));
        var removed = await bob.GetAsync(forum.TopicPath(topic));
        Assert.True((await OfPollsAsync(c => c.FindAsync(forum.Id, poll)))!.IsRemoved);
        (await forum.VoteAsync(bob, id, 1)).ShouldBe(HttpStatusCode.NotFound);
        Assert.True(await OfPollsAsync(c => c.RestoreAsync(forum.Id, poll, forum.IdOf("owner"))));

        Assert.False(removed.Has(".poll"));
        Assert.True(removed.Has($"#topic a[href='{url}']"));
        Assert.True((await bob.GetAsync(forum.TopicPath(topic))).Has(".poll"));

        Task<T> OfPollsAsync<T>(Func<IReportable, Task<T>> act) =>
            forum.InAsync<IEnumerable<IReportable>, T>(all => act(all.First(r => r.Kinds.Contains("poll"))));
    }
}
