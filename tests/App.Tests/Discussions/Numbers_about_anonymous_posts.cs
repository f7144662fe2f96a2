using System.Net;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Growth;
using Guildhall.App.Tests.Hosting;
using Guildhall.Discussions.Reputations;
using Guildhall.Growth.Badges;
using Guildhall.Growth.Deeds;
using Guildhall.Kernel.Data;
using Guildhall.Screening.Trust;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Discussions;

/// <summary>
/// What is counted for members says nothing of what they do without their name: whatever becomes of an anonymous question and of its
/// asker's replies, nothing that others see of the asker appears, goes or moves.
/// </summary>
public partial class Numbers_about_anonymous_posts(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Asker = "Wilhelmina Nachtigall";

    [Fact]
    public async Task Nothing_that_others_see_of_the_asker_moves()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await BeginsAsync(forum);
        var (asker, ada, bob, mod) =
            (await AskerAsync(forum, owner), await forum.MemberAsync("Ada"), await forum.MemberAsync("Bob"), await forum.ModeratorAsync());
        await app.SettleAsync();
        var before = await SeenAsync(forum, [bob, mod, owner]);

        var question = await AskAsync(forum, asker);
        var own = await forum.RepliesAsync(asker, question, "I found it out.");
        await app.SettleAsync();
        await forum.VotesAsync(bob, own);
        await forum.VotesAsync(ada, own);
        await Replying.PutAsync(bob, $"{forum.Api}/replies/{own}/reactions/heart");
        await Replying.PutAsync(bob, $"{forum.Api}/topics/{question}/reactions/heart");
        (await forum.AcceptsAsync(asker, question, own)).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        Assert.Equal(before, await SeenAsync(forum, [bob, mod, owner]));

        // Out of sight and back again.
        (await mod.DeleteAsync($"{forum.Api}/replies/{own}")).ShouldBe(HttpStatusCode.NoContent);
        await forum.VotesAsync(bob, own, 0);
        await forum.VotesAsync(bob, own);
        await app.SettleAsync();
        (await Replying.PutAsync(mod, $"{forum.Api}/replies/{own}/publication")).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        Assert.Equal(before, await SeenAsync(forum, [bob, mod, owner]));

        // Moved into the question of somebody else, who accepts it.
        var other = await forum.OpensAsync(ada, "Why so?", space: "questions");
        await app.SettleAsync();
        before = await SeenAsync(forum, [bob, mod, owner]);
        (await mod.PostAsync($"{forum.Api}/topics/{question}/merger", new { into = other })).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        (await forum.AcceptsAsync(ada, other, own)).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();
        Assert.Equal(before, await SeenAsync(forum, [bob, mod, owner]));

        await forum.InAsync<AppDb>(async db =>
        {
            var id = forum.IdOf(Asker);
            Assert.Empty(await db.Set<Reputation>().Where(r => r.MemberId == id).ToListAsync());
            Assert.Empty(await db.Set<Deed>().Where(d => d.MemberId == id && (d.ThingKind == "reply" || d.ThingKind == "topic"))
                .ToListAsync());
            Assert.Empty(await db.Set<BadgeAward>().Where(b => b.MemberId == id).ToListAsync());
        });
        await forum.BooksShouldBeSoundAsync();
    }

    [Fact]
    public async Task Whoever_answers_an_anonymous_question_is_counted_as_always()
    {
        var forum = await Forum.OpenAsync(app);
        var owner = await BeginsAsync(forum);
        var (asker, ada) = (await AskerAsync(forum, owner), await forum.MemberAsync("Ada"));
        var question = await AskAsync(forum, asker);
        var answer = await forum.RepliesAsync(ada, question, "So it is.");

        (await forum.AcceptsAsync(asker, question, answer)).ShouldBe(HttpStatusCode.NoContent);
        await app.SettleAsync();

        Assert.Contains("earned 15", await forum.HistoryAsync(ada));
        var history = await ada.GetAsync($"{forum.Path}/points/history");
        Assert.DoesNotContain("Nachtigall", history.Text);
        Assert.DoesNotContain("Nachtigall", (await ada.GetAsync("/notifications")).Text);
    }

    private static async Task<Client> BeginsAsync(Forum forum)
    {
        var owner = await forum.BeginsPointsAsync();
        (await forum.RulesAsync(owner,
        [
            new { deed = "topic_opened", points = 3 }, new { deed = "reply_posted", points = 1 },
            new { deed = "answer_accepted", points = 15 },
            new { deed = "vote_received", points = 10 }, new { deed = "reaction_received", points = 2 },
        ])).ShouldBe(HttpStatusCode.NoContent);
        return owner;
    }

    private static async Task<Client> AskerAsync(Forum forum, Client owner)
    {
        var asker = await forum.MemberAsync(Asker);
        await forum.CallAsync(Asker, $"wilnacht-{forum.Id}x");
        await forum.InAsync<ReckonTrust>(reckon => reckon.OneAsync(forum.IdOf(Asker), default));
        await owner.SubmitAsync($"{forum.Path}/manage/screening/trust/{forum.IdOf(Asker)}", ("level", "basic"), ("reason", "Known to us"));
        (await owner.SendAsync(new(HttpMethod.Put, $"{forum.Api}/spaces/questions/anonymous-questions")))
            .ShouldBe(HttpStatusCode.NoContent);
        return asker;
    }

    private static async Task<long> AskAsync(Forum forum, Client asker) =>
        (await asker.PostAsync($"{forum.Api}/topics", new { space = "questions", title = "How?", body = "Tell me.", anonymous = true }))
            .ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetInt64();

    /// <summary>All that is shown of the asker: their page, lists of members, boards, what managers see of points.</summary>
    private static async Task<List<string>> SeenAsync(Forum forum, IEnumerable<Client> readers)
    {
        var id = forum.IdOf(Asker);
        var seen = new List<string>();
        foreach (var reader in readers)
        {
            foreach (var address in (string[])
                [$"{forum.Path}/members/wilnacht-{forum.Id}x", $"{forum.Path}/points/badges", $"{forum.Path}/points/badges/first-answer", $"/api/users/{id}"])
                seen.Add($"{address}: {Plain((await reader.GetAsync(address)).Text)}");
            // Of boards and lists with many people only the lines that are about this one.
            foreach (var address in (string[])
                [$"{forum.Path}/members", $"{forum.Path}/points/board", $"{forum.Path}/points/board?span=week", $"{forum.Api}/points/board",
                    $"{forum.Path}/manage/points", $"{forum.Path}/manage/points/redemptions", $"{forum.Path}/manage/members"])
            {
                var lines = About().Matches(Plain((await reader.GetAsync(address)).Text)).Select(m => m.Value);
                seen.Add($"{address}: {string.Join('|', lines)}");
            }
        }
        return seen;
    }

    // Tokens and nonces are new each time.
    private static string Plain(string html) => Changing().Replace(html, "");

    [GeneratedRegex("""<input[^>]*name="__RequestVerificationToken"[^>]*>|nonce="[^"]*"|traceId":"[^"]*"|data-at="[^"]*"|name="_key"[^>]*>""")]
    private static partial Regex Changing();

    [GeneratedRegex(".{0,200}Nachtigall.{0,200}", RegexOptions.Singleline)]
    private static partial Regex About();
}
