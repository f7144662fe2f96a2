using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Answers;
using Guildhall.Kernel.Data;
using Guildhall.Screening.Trust;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

/// <summary>
/// Who asks without their name is told to nobody by any page or program, but to themselves, and to a moderator who looks on purpose.
/// </summary>
public partial class Asking_anonymously(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Asker = "Wilhelmina Nachtigall", Handle = "wilnacht";

    [Fact]
    public async Task No_route_tells_others_who_asked()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, ada, mod) = (await AskerAsync(forum), await forum.MemberAsync("Ada"), await forum.ModeratorAsync());
        await forum.CallAsync("Ada", $"ada-{forum.Id}x");
        var bob = await forum.MemberAsync("Bob");
        await Replying.PutAsync(bob, $"{forum.Api}/spaces/questions/topics-following", new { following = "watching" });
        await using var stream = await (await forum.ProgramAsync("Bob", "events:read", "articles:read")).ListenAsync("/api/events");
        await stream.UntilAsync("event: open");

        var question = await AskAsync(forum, asker, "How much do you earn?", $"ada-{forum.Id}x");
        var answer = await forum.RepliesAsync(ada, question, "Enough.");
        var reply = await forum.RepliesAsync(asker, question, "Tell me more.", answer);
        var own = await forum.RepliesAsync(asker, question, "I found it out.");
        await forum.RepliesAsync(ada, question, "Good.", own);
        await Replying.PutAsync(bob, $"{forum.Api}/replies/{own}/vote", new { value = 1 });
        (await asker.PatchAsync($"{forum.Api}/topics/{question}", new { body = "How much exactly?" })).ShouldBe(HttpStatusCode.NoContent);
        (await asker.PatchAsync($"{forum.Api}/replies/{reply}", new { body = "Tell me much more." })).ShouldBe(HttpStatusCode.NoContent);
        await Replying.PutAsync(asker, $"{forum.Api}/topics/{question}/accepted-answer", new { reply = own });
        await app.SettleAsync();
        await forum.OpensAsync(bob, "Later talk");
        await app.SettleAsync();
        await stream.UntilAsync("Later talk");

        Assert.Contains("How much", stream.Text, StringComparison.Ordinal);
        Assert.Empty(Told(forum, "stream", stream.Text));
        foreach (var reader in new[] { bob, ada, app.Visitor() })
            foreach (var address in Addresses(forum, question, answer, reply, own))
            {
                var shown = await reader.GetAsync(address);
                Assert.True((int)shown.Status < 500, $"{shown}");
                Assert.Empty(Told(forum, address, Encoding.UTF8.GetString(shown.Body)));
            }
        foreach (var address in new[]
        {
            forum.TopicPath(question), $"{forum.Api}/topics/{question}", $"{forum.Api}/topics/{question}/replies",
            $"{forum.TopicPath(question)}/split", $"{forum.Path}/posts/topic/{question}/tools",
            $"{forum.Path}/posts/topic/{question}/author",
        })
            Assert.Empty(Told(forum, address, (await mod.GetAsync(address)).ShouldBe(HttpStatusCode.OK).Text));

        var page = await bob.GetAsync(forum.TopicPath(question));
        Assert.Contains("Anonymous", page.TextOf("#topic .post-by"));
        Assert.Contains("Asker", page.TextOf($"#answer-{answer} .post-small .post-by"));
        Assert.Contains("Someone asked you anonymously", (await ada.GetAsync("/notifications")).Text);
        Assert.Contains("Anonymous question: “How much do you earn?”", (await bob.GetAsync("/notifications")).Text);
        Assert.DoesNotContain(Asker, (await bob.GetAsync($"{forum.Api}/search?q=exactly&author={forum.IdOf(Asker)}")).Text);
        Assert.Equal(0, await FoundAsync($"exactly&author={forum.IdOf(Asker)}"));
        Assert.Equal(1, await FoundAsync("exactly"));

        async Task<int> FoundAsync(string wanted) =>
            (await bob.GetAsync($"{forum.Api}/search?q={wanted}")).Json.GetProperty("items").GetArrayLength();
    }

    [Fact]
    public async Task The_ledger_and_votes_that_others_take_along_do_not_name_the_asker()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, bob) = (await AskerAsync(forum), await forum.MemberAsync("Bob"));
        var question = await AskAsync(forum, asker, "Why?");
        var own = await forum.RepliesAsync(asker, question, "Because.");
        await Replying.PutAsync(bob, $"{forum.Api}/replies/{own}/vote", new { value = 1 });
        await asker.DeleteAsync($"{forum.Api}/replies/{own}");

        await forum.InAsync<AppDb>(async db =>
        {
            var id = forum.IdOf(Asker);
            Assert.Empty(await db.Activities.Where(a => a.CommunityId == forum.Id && a.ActorId == id && a.Kind.StartsWith("discussions."))
                .Select(a => a.Kind).ToListAsync());
            Assert.DoesNotContain(await db.Activities.Where(a => a.CommunityId == forum.Id && a.Kind.StartsWith("discussions."))
                .Select(a => a.Payload).ToListAsync(), p => Regex.IsMatch(p, $@"\b{id}\b"));
            Assert.Equal(forum.IdOf("Bob"), (await db.Set<Vote>().SingleAsync(v => v.ReplyId == own)).AuthorId);
        });
    }

    [Fact]
    public async Task The_asker_sees_their_name_and_a_moderator_who_looks_is_recorded()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, bob, mod) = (await AskerAsync(forum), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var question = await AskAsync(forum, asker, "Why?");

        var own = await asker.GetAsync(forum.TopicPath(question));
        Assert.Equal(Asker, own.TextOf("#topic .post-by"));
        Assert.Contains("Anonymous to others", own.TextOf("#topic"));
        (await bob.GetAsync($"{forum.Path}/posts/topic/{question}/author")).ShouldBe(HttpStatusCode.NotFound);
        (await bob.PostAsync($"{forum.Api}/topics/{question}/author", new { })).ShouldBe(HttpStatusCode.NotFound);
        var revealed = await mod.SubmitAsync(await mod.GetAsync($"{forum.Path}/posts/topic/{question}/author"), ("_handler", "reveal"));

        Assert.Contains(Asker, revealed.ShouldBe(HttpStatusCode.OK).TextOf("main"));
        var owner = await forum.SignedInAsync("owner");
        Assert.Contains("Looked who wrote anonymously in “Why?”", (await owner.GetAsync($"{forum.Path}/manage/reports/audit")).Text);
        Assert.DoesNotContain(Asker, (await owner.GetAsync($"{forum.Path}/manage/reports/audit")).TextOf("main"));
    }

    [Fact]
    public async Task It_needs_a_space_that_allows_it_and_some_trust_and_a_question()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, fresh, owner) =
            (await AskerAsync(forum, allowed: false), await forum.MemberAsync("Fresh"), await forum.SignedInAsync("owner"));
        var wanted = new { space = "questions", title = "Why?", body = "Text.", anonymous = true };

        (await asker.PostAsync($"{forum.Api}/topics", wanted)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "anonymous_off");
        Assert.False((await asker.GetAsync($"{forum.Path}/topics/new?space=questions")).Has("#field-anonymous"));
        (await asker.SendAsync(new(HttpMethod.Put, $"{forum.Api}/spaces/questions/anonymous-questions"))).ShouldBe(HttpStatusCode.NotFound);
        (await owner.PressAsync(await owner.GetAsync($"{forum.Path}/s/questions"), $"{forum.Path}/s/questions/anonymous-questions",
            ("on", "true"))).ShouldRedirect();

        Assert.True((await asker.GetAsync($"{forum.Path}/topics/new?space=questions")).Has("#field-anonymous"));
        (await fresh.PostAsync($"{forum.Api}/topics", wanted)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "anonymous_untrusted");
        (await asker.PostAsync($"{forum.Api}/topics", new { space = "talk", title = "T", body = "B", anonymous = true }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "questions_only");
        var poll = $"[p]({forum.Path}/polls/x)";
        (await asker.PostAsync($"{forum.Api}/topics", new { space = "questions", title = "T", body = poll, anonymous = true }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "anonymous_poll");
        (await asker.PostAsync($"{forum.Api}/topics", wanted)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task It_stays_anonymous_when_it_is_merged_and_its_replies_are_moved()
    {
        var forum = await Forum.OpenAsync(app);
        var (asker, bob, mod) = (await AskerAsync(forum), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        var (question, other) = (await AskAsync(forum, asker, "Why?"), await forum.OpensAsync(bob, "Why so?", space: "questions"));
        await forum.RepliesAsync(asker, question, "Who knows?");

        (await mod.PostAsync($"{forum.Api}/topics/{question}/merger", new { into = other })).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();

        foreach (var address in new[] { forum.TopicPath(other), $"{forum.Path}/s/questions", $"{forum.Api}/topics?space=questions",
            $"{forum.Api}/topics/{other}/replies", $"{forum.Api}/search?q=knows" })
            Assert.Empty(Told(forum, address, (await bob.GetAsync(address)).ShouldBe(HttpStatusCode.OK).Text));
    }

    private static async Task<long> AskAsync(Forum forum, Client asker, string title, string? askedOf = null) =>
        (await asker.PostAsync($"{forum.Api}/topics", new { space = "questions", title, body = "Tell me.", anonymous = true, askedOf }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();

    /// <summary>Somebody with a page and a handle, whom the community trusts, where it allows anonymous questions.</summary>
    private static async Task<Client> AskerAsync(Forum forum, bool allowed = true)
    {
        var (asker, owner) = (await forum.MemberAsync(Asker), await forum.SignedInAsync("owner"));
        await forum.CallAsync(Asker, $"{Handle}-{forum.Id}x");
        await forum.InAsync<ReckonTrust>(reckon => reckon.OneAsync(forum.IdOf(Asker), default));
        await owner.SubmitAsync($"{forum.Path}/manage/screening/trust/{forum.IdOf(Asker)}", ("level", "basic"), ("reason", "Known to us"));
        if (allowed)
            (await owner.SendAsync(new(HttpMethod.Put, $"{forum.Api}/spaces/questions/anonymous-questions")))
                .ShouldBe(HttpStatusCode.NoContent);
        return asker;
    }

    private static IEnumerable<string> Told(Forum forum, string address, string text) =>
        new[] { "Nachtigall", Handle, $"\"authorId\":{forum.IdOf(Asker)}", $"\"by\":{forum.IdOf(Asker)}" }
            .Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"{address}: {word}");

    /// <summary>Every GET route that could have to do with the question. Lists of members name members.</summary>
    private IEnumerable<string> Addresses(Forum forum, params long[] posts)
    {
        var values = new Dictionary<string, string[]>
        {
            ["community"] = [forum.Slug],
            ["space"] = ["questions", "talk"],
            ["kind"] = ["topic", "reply"],
            ["id"] = [.. posts.Select(p => $"{p}")],
            ["place"] = [$"topic-{posts[0]}"],
            ["word"] = ["about"],
        };
        foreach (var route in LeakMatrix.Routes(app.Services).Select(r => r.Text))
        {
            var names = Parameter().Matches(route).Select(m => m.Groups[1].Value).ToList();
            if (names.Exists(n => !values.ContainsKey(n)) || route.Contains("/members", StringComparison.Ordinal)
                || route.StartsWith("/api/users", StringComparison.Ordinal))
                continue;
            IEnumerable<string> filled = ["/" + route.TrimStart('/')];
            foreach (Match parameter in Parameter().Matches(route))
                filled = [.. filled.SelectMany(f => values[parameter.Groups[1].Value].Select(v => f.Replace(parameter.Value, v)))];
            foreach (var address in filled)
            {
                yield return address;
                if (address.EndsWith("/search", StringComparison.Ordinal))
                    yield return $"{address}?q=exactly";
                if (address.EndsWith("/mentionable", StringComparison.Ordinal))
                    yield return $"{address}?topic={posts[0]}&q=w";
            }
        }
        foreach (var query in new[] { "?order=time", "?at=1", $"?quote=topic", $"?at=2&order=time&quote={posts[2]}", $"?reply={posts[2]}" })
            yield return forum.TopicPath(posts[0]) + query;
    }

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
