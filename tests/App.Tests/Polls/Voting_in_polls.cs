using System.Net;
using System.Text.Json;
using Guildhall.App.Tests.Discussions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Polls;

public class Voting_in_polls(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string[] Editors = ["Vim", "Emacs", "Rider"];

    [Fact]
    public async Task A_hundred_clicks_at_once_are_one_vote()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var (poll, _, _) = await forum.PollAsync(ada, new { question = "Which?", options = Editors, results = "always" });
        var devices = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => forum.SignedInAsync("Bob")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => forum.VoteAsync(devices[n % 4], poll, n % 3 + 1)));
        await forum.VoteAsync(bob, poll, 2);

        Assert.All(answers, a => a.ShouldBe(HttpStatusCode.OK));
        var outcome = await forum.OutcomeAsync(ada, poll);
        Assert.Equal(1, outcome.GetProperty("ballots").GetInt32());
        Assert.Equal([0, 1, 0], Votes(outcome));
    }

    [Fact]
    public async Task Where_votes_stand_the_first_of_many_at_once_stands()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var (poll, _, _) = await forum.PollAsync(ada, new { question = "Which?", options = Editors, results = "always", changeable = false });

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => forum.VoteAsync(bob, poll, n % 3 + 1)));

        Assert.Equal(4, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => a.ShouldBeRefused(HttpStatusCode.Conflict, "ballot_stands"));
        Assert.Equal(1, (await forum.OutcomeAsync(ada, poll)).GetProperty("ballots").GetInt32());
        (await bob.DeleteAsync($"{forum.Api}/polls/{poll}/ballots/mine")).ShouldBeRefused(HttpStatusCode.Conflict, "ballot_stands");
    }

    [Fact]
    public async Task Results_are_seen_before_voting_after_it_or_at_the_end()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, visitor) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), app.Visitor());
        var polls = new Dictionary<string, long>();
        foreach (var results in new[] { "always", "after_vote", "at_end" })
        {
            polls[results] = (await forum.PollAsync(ada, new { question = results, options = Editors, results, space = "talk" })).Id;
            await forum.VoteAsync(bob, polls[results], 1);
        }

        Assert.Equal("yes no no", await SeenAsync(visitor));
        Assert.Equal("yes no no", await SeenAsync(ada));
        Assert.Equal("yes yes no", await SeenAsync(bob));
        foreach (var poll in polls.Values)
            (await Replying.PutAsync(ada, $"{forum.Api}/polls/{poll}/closure", new { })).ShouldBe(HttpStatusCode.NoContent);
        Assert.Equal("yes yes yes", await SeenAsync(visitor));
        (await forum.VoteAsync(bob, polls["always"], 2)).ShouldBeRefused(HttpStatusCode.Conflict, "poll_over");

        async Task<string> SeenAsync(Client who) => string.Join(' ',
            (await Task.WhenAll(polls.Values.Select(p => forum.OutcomeAsync(who, p))))
            .Select(o => o.ValueKind == JsonValueKind.Object ? "yes" : "no"));
    }

    [Fact]
    public async Task It_ends_when_its_authors_clock_says_so()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"));
        var local = TimeZoneInfo.ConvertTimeFromUtc(app.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        var (poll, _, _) = await forum.PollAsync(ada, new
        {
            question = "Which?", options = Editors, zone = "America/New_York", endsAt = local.AddMinutes(30).ToString("yyyy-MM-dd'T'HH:mm"),
        });
        await forum.VoteAsync(bob, poll, 1);

        app.Clock.Advance(TimeSpan.FromMinutes(31));
        var late = await forum.VoteAsync(bob, poll, 2);
        var before = (await forum.OutcomeAsync(ada, poll)).GetProperty("ballots").GetInt32();
        await using var heard = await ada.ListenAsync("/api/events");
        await app.SettleAsync();
        await heard.UntilAsync("polls.poll_closed");

        late.ShouldBeRefused(HttpStatusCode.Conflict, "poll_over");
        Assert.Equal(1, before);
        (await ada.PostAsync($"{forum.Api}/polls", new { question = "?", options = Editors, endsAt = "2020-01-01T00:00" }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "end_past");
    }

    [Fact]
    public async Task Only_the_tier_votes_and_only_readers_of_the_space_know_of_it()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob, stranger) = (await forum.MemberAsync("Ada", "premium"), await forum.MemberAsync("Bob"), await forum.SignedInAsync("Stranger"));
        var (open, _, _) = await forum.PollAsync(ada, new { question = "Open", options = Editors, space = "talk", tier = "premium" });
        var (closed, _, url) = await forum.PollAsync(ada, new { question = "Closed", options = Editors, space = "paid" });

        (await forum.VoteAsync(bob, open, 1)).ShouldBeRefused(HttpStatusCode.Forbidden, "not_entitled");
        (await forum.VoteAsync(app.Visitor(), open, 1)).ShouldBe(HttpStatusCode.Unauthorized);
        (await forum.VoteAsync(ada, open, 1)).ShouldBe(HttpStatusCode.OK);
        foreach (var reader in new[] { bob, stranger, app.Visitor() })
        {
            (await reader.GetAsync($"{forum.Api}/polls/{closed}")).ShouldBe(HttpStatusCode.NotFound);
            (await reader.GetAsync($"{forum.Api}/polls/{closed}/ballots")).ShouldBe(HttpStatusCode.NotFound);
            (await reader.GetAsync(url)).ShouldBe(HttpStatusCode.NotFound);
        }
        (await forum.VoteAsync(bob, closed, 1)).ShouldBe(HttpStatusCode.NotFound);
        (await bob.PostAsync($"{forum.Api}/polls", new { question = "?", options = Editors, space = "paid" })).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsync($"{forum.Api}/polls", new { question = "?", options = Editors })).ShouldBe(HttpStatusCode.NotFound);
        (await Replying.PutAsync(bob, $"{forum.Api}/polls/{open}/closure", new { })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Names_are_shown_in_an_open_ballot_and_nowhere_in_a_secret_one()
    {
        var forum = await Forum.OpenAsync(app);
        var (ada, bob) = (await forum.MemberAsync("Ada"), await forum.MemberAsync("Bobvoter"));
        var (open, _, openUrl) = await forum.PollAsync(ada, new { question = "Open", options = Editors, ballots = "open", results = "always" });
        var (secret, _, secretUrl) = await forum.PollAsync(ada, new { question = "Secret", options = Editors, results = "always" });
        await using var heard = await ada.ListenAsync("/api/events");
        await forum.VoteAsync(bob, open, 2);
        await forum.VoteAsync(bob, secret, 2);
        await app.SettleAsync();
        await heard.UntilAsync($"\"id\":{secret}");

        Assert.Contains("Bobvoter", (await ada.GetAsync(openUrl)).TextOf(".poll-voters"));
        Assert.Contains("Bobvoter", (await ada.GetAsync($"{forum.Api}/polls/{open}/ballots")).Text);
        Assert.DoesNotContain("Bobvoter", (await ada.GetAsync(secretUrl)).Text);
        Assert.Empty((await ada.GetAsync($"{forum.Api}/polls/{secret}/ballots")).Json.GetProperty("items").EnumerateArray());
        Assert.DoesNotContain("Bobvoter", heard.Text);
        Assert.Equal([forum.IdOf("Bobvoter"), null], await forum.InAsync<AppDb, List<long?>>(db => db.Activities
            .Where(a => a.CommunityId == forum.Id && a.Kind == "polls.poll_voted").OrderBy(a => a.Id).Select(a => a.ActorId).ToListAsync()));
    }

    [Theory]
    [InlineData("question_missing", "", "A|B", null, null), InlineData("options_count", "Q", "A", null, null)]
    [InlineData("options_repeated", "Q", "Ａbc| abc |x", null, null), InlineData("count_wrong", "Q", "A|B|C", 3, 3)]
    [InlineData("count_wrong", "Q", "A|B|C", 2, 1), InlineData("count_wrong", "Q", "A|B|C", 1, 4)]
    public async Task What_cannot_stand_is_told_at_its_field(string code, string question, string options, int? min, int? max)
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        (await ada.PostAsync($"{forum.Api}/polls", new { question, options = options.Split('|'), kind = "multiple", min, max }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task A_ballot_that_does_not_fit_is_refused()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");
        var (single, _, _) = await forum.PollAsync(ada, new { question = "One", options = Editors });
        var (several, _, _) = await forum.PollAsync(ada, new { question = "Two", options = Editors, kind = "multiple", min = 2, max = 2 });
        var (rating, _, _) = await forum.PollAsync(ada, new { question = "Rate", options = Editors, kind = "rating" });

        foreach (var (poll, options, code) in new[]
        {
            (single, Array.Empty<int>(), "options_missing"), (single, [1, 2], "options_too_many"), (single, [4], "options_unknown"),
            (several, [1], "options_count"), (several, [1, 1], "options_unknown"), (rating, [1], "points_wrong"),
        })
            (await forum.VoteAsync(ada, poll, options)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, code);
        (await Replying.PutAsync(ada, $"{forum.Api}/polls/{rating}/ballots/mine", new { options = new[] { 1 }, points = new[] { 6 } }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "points_wrong");
    }

    [Fact]
    public async Task The_same_key_again_is_the_same_poll()
    {
        var forum = await Forum.OpenAsync(app);
        var ada = await forum.MemberAsync("Ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MakeAsync("Which?")));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Single(answers.Select(a => a.Json.GetProperty("id").GetInt64()).Distinct());
        (await MakeAsync("Another?")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "idempotency_mismatch");

        Task<Answer> MakeAsync(string question)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"{forum.Api}/polls")
            {
                Content = System.Net.Http.Json.JsonContent.Create(new { question, options = Editors }),
            };
            request.Headers.Add("Idempotency-Key", "poll-key");
            return ada.SendAsync(request);
        }
    }

    private static IEnumerable<int> Votes(JsonElement outcome) =>
        outcome.GetProperty("options").EnumerateArray().Select(o => o.GetProperty("votes").GetInt32());
}
