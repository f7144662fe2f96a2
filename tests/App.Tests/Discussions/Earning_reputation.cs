using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions;
using Guildhall.Discussions.Reputations;

namespace Guildhall.App.Tests.Discussions;

public class Earning_reputation(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task Votes_and_an_accepted_answer_lift_and_are_taken_back_with_them()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada, bob) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var question = await forum.OpensAsync(asker, space: "questions");
        var answer = await forum.RepliesAsync(ada, question);
        Assert.Equal(1, await PointsAsync(forum));

        await VoteAsync(forum, asker, answer, 1);
        await VoteAsync(forum, bob, answer, -1);
        await Replying.PutAsync(asker, $"{forum.Api}/topics/{question}/accepted-answer", new { reply = answer });
        Assert.Equal(1 + 10 - 2 + 15, await PointsAsync(forum));
        Assert.Contains("24", (await bob.GetAsync(forum.TopicPath(question))).TextOf($"#answer-{answer} .reputation"));

        await VoteAsync(forum, asker, answer, 0);
        await VoteAsync(forum, bob, answer, 0);
        await Replying.PutAsync(asker, $"{forum.Api}/topics/{question}/accepted-answer", new { reply = (long?)null });
        Assert.Equal(1, await PointsAsync(forum));
    }

    [Fact]
    public async Task It_is_shown_at_the_members_page()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada) = (await forum.MemberAsync("Asker"), await forum.MemberAsync("Ada"));
        await forum.CallAsync("Ada", $"ada{forum.Id}");
        var question = await forum.OpensAsync(asker, space: "questions");
        await VoteAsync(forum, asker, await forum.RepliesAsync(ada, question), 1);
        await app.SettleAsync();

        Assert.Contains("11", (await asker.GetAsync($"{forum.Path}/members/ada{forum.Id}")).TextOf("b.reputation"));
    }

    [Fact]
    public void Of_one_day_no_more_counts_than_the_limit_and_nobody_counts_for_themselves()
    {
        var day = new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);
        List<CountedVote> many = [.. Enumerable.Range(100, 30).Select(n => new CountedVote(n, 1, 1, day.AddMinutes(n)))];

        Assert.Equal(1 + 200, Points(many));
        Assert.Equal(1 + 200 - 2, Points([.. many, new CountedVote(200, 1, -1, day)]));
        Assert.Equal(1 + 200 + 10, Points([.. many, new CountedVote(200, 1, 1, day.AddDays(1))]));
        Assert.Equal(1, Points([new CountedVote(1, 1, 1, day)], [new CountedAnswer(1, 1, 1, day), new CountedAnswer(5, 1, 1, day)]));
        Assert.Equal(1, Points([new CountedVote(7, 1, -1, day)]));
    }

    [Fact]
    public void Two_who_vote_for_each_other_in_a_row_lift_nobody()
    {
        var day = new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);
        List<CountedVote> given = [.. Enumerable.Range(0, 3).Select(n => new CountedVote(2, 1, 1, day.AddDays(n)))];
        List<CountedVote> returned = [.. Enumerable.Range(0, 3).Select(n => new CountedVote(1, 2, 1, day.AddDays(n).AddHours(1)))];
        List<CountedVote> later = [.. returned.Select(v => v with { At = v.At.AddDays(60) })];

        Assert.Equal(1 + 30, Points(given));
        Assert.Equal(1, Points([.. given, .. returned]));
        Assert.Equal(1 + 30, Points([.. given, .. later]));
        Assert.Equal(1 + 10, Points([.. given, .. returned, new CountedVote(3, 1, 1, day)]));
    }

    private static int Points(List<CountedVote> votes, List<CountedAnswer>? answers = null) =>
        new Reckoning(new DiscussionsOptions()).Of(1, votes, answers ?? []);

    private async Task<int> PointsAsync(Forum forum)
    {
        await app.SettleAsync();
        return (await app.Visitor().GetAsync($"{forum.Api}/members/{forum.IdOf("Ada")}/reputation")).Json.GetProperty("points").GetInt32();
    }

    private static Task<Answer> VoteAsync(Forum forum, Client who, long answer, int value) =>
        Replying.PutAsync(who, $"{forum.Api}/replies/{answer}/vote", new { value });
}
