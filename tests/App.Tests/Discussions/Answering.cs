using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Discussions;

public class Answering(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Answers_are_ordered_by_votes_with_the_accepted_one_first()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada, bob) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var question = await forum.OpensAsync(asker, "Why?", space: "questions");
        var (one, two, three) = (await forum.RepliesAsync(ada, question, "One."), await forum.RepliesAsync(bob, question, "Two."),
            await forum.RepliesAsync(bob, question, "Three."));
        var comment = await forum.RepliesAsync(asker, question, "But how?", two);

        Assert.Equal(1, (await VoteAsync(ada, forum, two, 1)).Json.GetProperty("score").GetInt32());
        await VoteAsync(asker, forum, two, 1);
        await VoteAsync(asker, forum, one, -1);
        (await Forum.PressAsync(asker, forum.TopicPath(question), $"{forum.TopicPath(question)}/accepted-answer", ("reply", $"{three}")))
            .ShouldRedirect();

        var page = await app.Visitor().GetAsync(forum.TopicPath(question));
        Assert.Equal([$"answer-{three}", $"answer-{two}", $"answer-{one}"], page.Document.QuerySelectorAll(".answer").Select(a => a.Id));
        Assert.Contains("But how?", page.TextOf($"#answer-{two} .post-small"));
        Assert.Contains("Accepted answer", page.TextOf($"#answer-{three}"));
        Assert.Contains("QAPage", page.TextOf("script[type='application/ld+json']"));
        var flat = await app.Visitor().GetAsync($"{forum.TopicPath(question)}?order=time");
        Assert.Equal(["reply-1", "reply-2", "reply-3", "reply-4"], flat.Document.QuerySelectorAll(".posts > .post").Select(p => p.Id));
        (await app.Visitor().GetAsync($"{forum.Path}/replies/{comment}"))
            .ShouldLeadTo($"{forum.TopicPath(question)}?order=time&at=4");
        Assert.False((await app.Visitor().GetAsync($"{forum.Path}/s/questions?show=unsolved")).Has(".topic-row"));
    }

    [Fact]
    public async Task Nobody_votes_for_themselves_or_for_a_comment_or_twice()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"));
        var question = await forum.OpensAsync(asker, space: "questions");
        var answer = await forum.RepliesAsync(ada, question);
        var comment = await forum.RepliesAsync(ada, question, "A comment.", answer);

        (await VoteAsync(ada, forum, answer, 1)).ShouldBeRefused(HttpStatusCode.Forbidden, "own_work");
        (await VoteAsync(asker, forum, comment, 1)).ShouldBe(HttpStatusCode.NotFound);
        (await VoteAsync(asker, forum, answer, 2)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "value_malformed");
        (await VoteAsync(app.Visitor(), forum, answer, 1)).ShouldBe(HttpStatusCode.Unauthorized);
        var devices = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => forum.SignedInAsync("Asker")));
        await Task.WhenAll(devices.SelectMany(d => new[] { VoteAsync(d, forum, answer, 1), VoteAsync(d, forum, answer, 1) }));

        Assert.Equal(1, (await VoteAsync(asker, forum, answer, 1)).Json.GetProperty("score").GetInt32());
        Assert.Equal(-1, (await VoteAsync(asker, forum, answer, -1)).Json.GetProperty("score").GetInt32());
        Assert.Equal(0, (await VoteAsync(asker, forum, answer, 0)).Json.GetProperty("score").GetInt32());
    }

    [Fact]
    public async Task Votes_of_a_day_for_one_person_are_limited()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, friend) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Friend"));
        var question = await forum.OpensAsync(asker, space: "questions");
        var answers = new List<long>();
        for (var n = 0; n < 6; n++)
            answers.Add(await forum.RepliesAsync(friend, question, $"Answer {n}"));

        foreach (var answer in answers.Take(5))
            (await VoteAsync(asker, forum, answer, 1)).ShouldBe(HttpStatusCode.OK);
        var refused = await VoteAsync(asker, forum, answers[5], 1);
        app.Clock.Advance(TimeSpan.FromDays(1.1));

        refused.ShouldBeRefused(HttpStatusCode.TooManyRequests, "votes_for_one_used_up");
        Assert.NotNull(refused.Header("Retry-After"));
        (await VoteAsync(asker, forum, answers[5], 1)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_the_asker_and_moderators_accept_and_of_two_at_once_one_stands()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada, mod) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        var question = await forum.OpensAsync(asker, space: "questions");
        var (one, two) = (await forum.RepliesAsync(ada, question), await forum.RepliesAsync(ada, question));
        var comment = await forum.RepliesAsync(ada, question, "Comment.", one);
        var path = $"{forum.Api}/topics/{question}/accepted-answer";

        (await Replying.PutAsync(ada, path, new { reply = one })).ShouldBe(HttpStatusCode.NotFound);
        (await Replying.PutAsync(asker, path, new { reply = comment })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "answer_unknown");
        for (var round = 0; round < 5; round++)
        {
            var both = await Task.WhenAll(Replying.PutAsync(asker, path, new { reply = one }),
                Replying.PutAsync(mod, path, new { reply = (long?)null }), Replying.PutAsync(mod, path, new { reply = two }));
            Assert.All(both, a => a.ShouldBe(HttpStatusCode.NoContent));
        }
        (await Replying.PutAsync(asker, path, new { reply = two })).ShouldBe(HttpStatusCode.NoContent);

        Assert.Equal(two, (await ada.GetAsync($"{forum.Api}/topics/{question}")).Json.GetProperty("acceptedAnswer").GetInt64());
    }

    [Fact]
    public async Task Comments_that_find_no_room_under_an_answer_are_counted_and_linked()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"));
        var question = await forum.OpensAsync(asker, space: "questions");
        var (long_, short_) = (await forum.RepliesAsync(ada, question, "Long."), await forum.RepliesAsync(ada, question, "Short."));
        for (var n = 1; n <= 23; n++)
            await forum.RepliesAsync(n % 2 == 0 ? asker : ada, question, $"Comment {n}.", long_);
        await forum.RepliesAsync(asker, question, "Only one.", short_);

        var page = await app.Visitor().GetAsync(forum.TopicPath(question));
        var more = page.Document.QuerySelector(".comments-more")!;
        var rest = await app.Visitor().GetAsync(more.GetAttribute("href")!.Split('#')[0]);

        Assert.Equal(20, page.Document.QuerySelectorAll($"#answer-{long_} .post-small").Length);
        Assert.Equal(1, page.Document.QuerySelectorAll($"#answer-{short_} .post-small").Length);
        Assert.Equal("3 more comments", more.TextContent.Trim());
        Assert.All([21, 22, 23], n => Assert.Contains($"Comment {n}.", rest.Text));
        Assert.Single(page.Document.QuerySelectorAll(".comments-more"));
    }

    private static Task<Answer> VoteAsync(Client who, Forum forum, long reply, int value) =>
        Replying.PutAsync(who, $"{forum.Api}/replies/{reply}/vote", new { value });
}
