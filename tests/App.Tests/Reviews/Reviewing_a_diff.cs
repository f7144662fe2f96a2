using System.Net;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.App.Tests.Reviews;

public class Reviewing_a_diff(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Better = "Shorter:\n\n```suggestion\n    return $\"Hello {name}\";\n```";

    [Fact]
    public async Task A_diff_is_posted_as_a_topic_and_read_in_both_views_without_script()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        var topic = await forum.ReviewAsync(ada);
        var page = await app.Visitor().GetAsync(forum.TopicPath(topic));
        var changes = await app.Visitor().GetAsync(forum.ReviewPath(topic));
        var split = await app.Visitor().GetAsync($"{forum.ReviewPath(topic)}?view=split");

        Assert.Contains("+2", page.TextOf(".topic-filters a[href$='/reviews/" + topic + "']"));
        Assert.Equal(["", "-", "+", "+", "", ""], changes.Document.QuerySelectorAll(".diff-sign").Select(s => s.TextContent.Trim()).Skip(1));
        Assert.Contains("return greeting;", changes.TextOf(".diff tr:nth-child(6) .diff-add"));
        Assert.Contains("Binary file", changes.TextOf("#file-1"));
        Assert.True(split.Has(".diff-split .diff-none"));
        Assert.False(changes.Has(".diff-no a"));
        Assert.Contains("Code review", (await app.Visitor().GetAsync($"{forum.Path}/s/talk")).TextOf(".topic-row"));
        Assert.StartsWith("diff --git", (await app.Visitor().GetAsync($"{forum.ReviewApi(topic)}/rounds/1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reviewer_suggests_lines_by_the_form_and_the_author_takes_them_over_once()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.ReviewAsync(ada);
        var elsewhere = await forum.CommentAsync(bob, topic, "Needed?", 6);

        var form = await bob.GetAsync($"{forum.ReviewPath(topic)}?at=0-new-3-4&suggest=yes");
        Assert.Contains("```suggestion\n    var greeting = \"Hello \" + name;\n    return greeting;\n```", form.TextOf("#field-line-comment"));
        (await bob.SubmitAsync(form, ("body", Better))).ShouldRedirect();
        (await bob.GetAsync(forum.ReviewPath(topic))).ShouldBe(HttpStatusCode.OK);
        Assert.False((await bob.GetAsync(forum.ReviewPath(topic))).Has("button[formaction$='/suggestion']"));
        var suggestion = (await forum.ReadReviewAsync(ada, topic)).GetProperty("threads")[1].GetProperty("id").GetInt64();
        var page = forum.ReviewPath(topic);
        (await Forum.PressAsync(ada, page, $"{page}/comments/{suggestion}/suggestion")).ShouldRedirect();
        var again = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            Replying.PutAsync(ada, $"{forum.ReviewApi(topic)}/comments/{suggestion}/suggestion", new { })));

        Assert.All(again, a => Assert.Equal(2, a.ShouldBe(HttpStatusCode.OK).Json.GetProperty("round").GetInt32()));
        var review = await forum.ReadReviewAsync(bob, topic);
        Assert.Equal([2, 1, 1], new[] { "rounds", "added", "removed" }.Select(name => review.GetProperty(name).GetInt32()));
        var threads = review.GetProperty("threads").EnumerateArray().ToDictionary(t => t.GetProperty("id").GetInt64());
        Assert.Equal(5, threads[elsewhere].GetProperty("from").GetInt32());
        Assert.Equal(2, threads[suggestion].GetProperty("outdated").GetInt32());
        Assert.True(threads[suggestion].GetProperty("resolved").GetBoolean());
        var after = await bob.GetAsync(page);
        Assert.Contains("return $\"Hello {name}\";", after.TextOf(".diff-add"));
        Assert.Contains("with a suggestion by Bob", after.TextOf(".review-bar"));
        Assert.Contains("+    var greeting", (await bob.GetAsync($"{forum.ReviewApi(topic)}/rounds/1")).Text);
    }

    [Fact]
    public async Task Threads_are_answered_and_resolved_by_those_who_may()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, eve) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.MemberAsync("Eve"));
        var topic = await forum.ReviewAsync(ada);
        var thread = await forum.CommentAsync(bob, topic, "Why?", 3, side: "old");
        var answer = await forum.CommentAsync(ada, topic, "Because.", 0, replyTo: thread);
        var resolution = $"{forum.ReviewApi(topic)}/comments/{thread}/resolution";

        (await Replying.PutAsync(eve, resolution, new { })).ShouldBe(HttpStatusCode.NotFound);
        (await Replying.PutAsync(ada, $"{forum.ReviewApi(topic)}/comments/{answer}/resolution", new { })).ShouldBe(HttpStatusCode.NotFound);
        (await Replying.PutAsync(ada, resolution, new { })).ShouldBe(HttpStatusCode.NoContent);
        Assert.Contains("Resolved", (await app.Visitor().GetAsync(forum.ReviewPath(topic))).TextOf(".thread-resolved summary"));
        (await bob.DeleteAsync(resolution)).ShouldBe(HttpStatusCode.NoContent);
        (await eve.DeleteAsync($"{forum.ReviewApi(topic)}/comments/{answer}")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.DeleteAsync($"{forum.ReviewApi(topic)}/comments/{answer}")).ShouldBe(HttpStatusCode.NoContent);

        var page = await app.Visitor().GetAsync(forum.ReviewPath(topic));
        Assert.Contains("Why?", page.TextOf($"#comment-{thread}"));
        Assert.DoesNotContain("Because.", page.Text);
    }

    [Fact]
    public async Task A_comment_that_cannot_stand_comes_back_with_its_words()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.ReviewAsync(ada);
        var comments = $"{forum.ReviewApi(topic)}/comments";

        foreach (var (from, to, code) in new[]
        {
            (0, 0, "lines_wrong"), (4, 3, "lines_wrong"), (1, 101, "lines_wrong"), (6, 7, "lines_unknown"), (99, 99, "lines_unknown"),
        })
            (await bob.PostAsync(comments, new { file = "src/Greeter.cs", from, to, body = "x" }))
                .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
        (await bob.PostAsync(comments, new { file = "logo.png", from = 1, body = "x" }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "lines_unknown");
        (await app.Visitor().PostAsync(comments, new { file = "src/Greeter.cs", from = 1, body = "x" })).ShouldBe(HttpStatusCode.Unauthorized);
        var refused = await bob.SubmitAsync($"{forum.ReviewPath(topic)}?at=0-new-3-3", ("body", new string('x', 20_001)));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("20001 characters", refused.TextOf("#field-line-comment-error"));
        Assert.Equal(20_001, refused.TextOf("#field-line-comment").Trim().Length);
    }

    [Fact]
    public async Task The_last_verdict_of_each_reviewer_counts_and_says_on_which_round()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.ReviewAsync(ada);
        var mine = $"{forum.ReviewApi(topic)}/verdicts/mine";

        (await Replying.PutAsync(ada, mine, new { verdict = "approve" })).ShouldBeRefused(HttpStatusCode.Forbidden, "own_work");
        (await bob.SubmitAsync(forum.ReviewPath(topic), ("verdict", "request_changes"), ("note", "Too **long**."))).ShouldRedirect();
        var waits = await ada.GetAsync(forum.TopicPath(topic));
        (await ada.PostAsync($"{forum.ReviewApi(topic)}/rounds", new { diff = Reviewing.Diff.Replace("greeting", "g", StringComparison.Ordinal) }))
            .ShouldBe(HttpStatusCode.Created);
        var older = await ada.GetAsync(forum.TopicPath(topic));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Replying.PutAsync(bob, mine, new { verdict = "approve" })));
        var approved = await ada.GetAsync(forum.TopicPath(topic));

        Assert.Contains("Changes requested", waits.TextOf(".review-panel"));
        Assert.Equal("long", waits.TextOf("#reply-1 strong"));
        Assert.Contains("on round 1", older.TextOf(".review-people"));
        Assert.Contains("Approved", approved.TextOf(".review-panel .badge"));
        Assert.Single((await forum.ReadReviewAsync(ada, topic)).GetProperty("verdicts").EnumerateArray());
        await app.SettleAsync();
        Assert.Contains("was approved", (await ada.GetAsync("/notifications")).Text);
    }

    [Fact]
    public async Task Only_the_author_posts_rounds_and_the_same_diff_is_the_same_round()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.ReviewAsync(ada);
        var rounds = $"{forum.ReviewApi(topic)}/rounds";
        var next = Reviewing.Diff.Replace("Hello", "Good day", StringComparison.Ordinal);

        (await bob.PostAsync(rounds, new { diff = next })).ShouldBe(HttpStatusCode.NotFound);
        (await bob.GetAsync($"{forum.ReviewPath(topic)}/rounds/new")).ShouldBe(HttpStatusCode.NotFound);
        (await ada.SubmitAsync($"{forum.ReviewPath(topic)}/rounds/new", ("diff", next), ("note", "Politer."))).ShouldRedirect();
        var same = await ada.PostAsync(rounds, new { diff = next });

        Assert.Equal(2, same.Json.GetProperty("round").GetInt32());
        Assert.Equal(2, (await forum.ReadReviewAsync(bob, topic)).GetProperty("rounds").GetInt32());
        Assert.Contains("Politer.", (await bob.GetAsync(forum.TopicPath(topic))).TextOf("#reply-1"));
        Assert.Contains("Hello", (await bob.GetAsync($"{forum.ReviewPath(topic)}?round=1")).TextOf(".diff"));
        (await bob.GetAsync($"{forum.ReviewPath(topic)}?round=9")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reviews_of_a_closed_space_are_nowhere_for_who_may_not_read_it()
    {
        var forum = await Forum.OpenAsync(app);
        var (paying, free) = (await forum.MemberAsync("Paying", "premium"), await forum.MemberAsync("Free"));
        var topic = await forum.ReviewAsync(paying, space: "paid", title: "Secretword");
        var comment = await forum.CommentAsync(paying, topic, "Secretword", 3);

        foreach (var reader in new[] { free, app.Visitor() })
            foreach (var path in new[]
            {
                forum.ReviewPath(topic), $"{forum.ReviewPath(topic)}?view=split", forum.ReviewApi(topic),
                $"{forum.ReviewApi(topic)}/rounds/1", $"{forum.ReviewApi(topic)}/rounds/9",
            })
                (await reader.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await free.PostAsync($"{forum.ReviewApi(topic)}/comments", new { replyTo = comment, body = "x" })).ShouldBe(HttpStatusCode.NotFound);
        (await Replying.PutAsync(free, $"{forum.ReviewApi(topic)}/verdicts/mine", new { verdict = "approve" })).ShouldBe(HttpStatusCode.NotFound);
        (await free.GetAsync($"{forum.Path}/reviews/new?space=paid")).ShouldBe(HttpStatusCode.NotFound);
        (await free.PostAsync($"{forum.Api}/topics", new { space = "paid", title = "T", body = "B", kind = "review", diff = "no diff" }))
            .ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_closed_topic_takes_no_comments_and_a_deleted_one_is_gone()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, mod) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var topic = await forum.ReviewAsync(ada);
        var comment = new { file = "src/Greeter.cs", from = 3, body = "x" };

        await Replying.PutAsync(mod, $"{forum.Api}/topics/{topic}/closure", new { });
        (await bob.PostAsync($"{forum.ReviewApi(topic)}/comments", comment)).ShouldBeRefused(HttpStatusCode.Conflict, "topic_closed");
        await mod.DeleteAsync($"{forum.Api}/topics/{topic}");

        (await bob.GetAsync(forum.ReviewPath(topic))).ShouldBe(HttpStatusCode.NotFound);
        (await mod.GetAsync(forum.ReviewPath(topic))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_moderator_removes_a_comment_and_brings_it_back()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var topic = await forum.ReviewAsync(ada);
        var comment = new Thing("review_comment", await forum.CommentAsync(bob, topic, "Nasty words", 3));

        Assert.True(await CareAsync(c => c.RemoveAsync(forum.Id, comment, forum.IdOf("owner"))));
        Assert.DoesNotContain("Nasty", (await ada.GetAsync(forum.ReviewPath(topic))).Text);
        Assert.Contains("Nasty", (await CareAsync(c => c.FindAsync(forum.Id, comment)))!.Html);
        Assert.True(await CareAsync(c => c.RestoreAsync(forum.Id, comment, forum.IdOf("owner"))));
        Assert.Contains("Nasty", (await ada.GetAsync(forum.ReviewPath(topic))).Text);

        Task<T> CareAsync<T>(Func<IReportable, Task<T>> act) =>
            forum.InAsync<IEnumerable<IReportable>, T>(all => act(all.First(r => r.Kinds.Contains("review_comment"))));
    }
}
