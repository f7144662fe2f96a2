using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Bots.BuiltIn;
using Guildhall.Bots.BuiltIn.Digests;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.App.Tests.Bots;

/// <summary>The digest: at its time, once, of what its readers may know, and nothing where there is nothing.</summary>
public class Writing_digests(Writing_digests.OwnClock app) : IClassFixture<Writing_digests.OwnClock>
{
    // The tests' day begins at four in the afternoon in Shanghai, on a Monday.
    private static readonly DigestTerms MondaysAtNine = new(DigestRhythm.Weekly, DayOfWeek.Monday, 9);

    /// <summary>Its clock is moved by weeks.</summary>
    public sealed class OwnClock : GuildhallApp;

    [Fact]
    public async Task Tells_in_a_channel_what_was_discussed_asked_and_published_by_space_and_once()
    {
        var (bots, ada) = await FilledAsync();
        await SetAsync(bots, MondaysAtNine, channel: bots.General);

        await app.RunJobAsync<WriteDigests>();
        await app.SettleAsync();
        Assert.Empty(await bots.MessagesAsync(ada));
        app.Clock.Advance(TimeSpan.FromDays(7));
        await app.RunJobAsync<WriteDigests>();
        await app.RunJobAsync<WriteDigests>();
        await app.SettleAsync();

        var digest = Assert.Single(await bots.MessagesAsync(ada));
        Assert.Contains("<strong>talk</strong>", digest, StringComparison.Ordinal);
        Assert.Contains(">A lively topic</a> · 2 new replies", digest, StringComparison.Ordinal);
        Assert.Contains(">A *quiet* topic</a> · new topic", digest, StringComparison.Ordinal);
        Assert.Contains(">Who knows?</a> · waits for an answer", digest, StringComparison.Ordinal);
        Assert.Contains(">Solved?</a> · 1 new reply", digest, StringComparison.Ordinal);
        Assert.Contains(">An article</a> · newly published", digest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_nothing_that_a_reader_of_the_place_may_not_know()
    {
        var (bots, ada) = await FilledAsync();
        var payer = await bots.Forum.MemberAsync("Payer", "premium");
        await bots.Forum.OpensAsync(payer, "CANARY topic", space: "paid");
        await SetAsync(bots, MondaysAtNine, channel: bots.General);

        app.Clock.Advance(TimeSpan.FromDays(7));
        await app.RunJobAsync<WriteDigests>();
        await app.SettleAsync();
        Assert.DoesNotContain("CANARY", Assert.Single(await bots.MessagesAsync(ada)), StringComparison.Ordinal);

        await bots.Forum.OpensAsync(payer, "CANARY again", space: "paid");
        await SetAsync(bots, MondaysAtNine, channel: bots.Vip);
        app.Clock.Advance(TimeSpan.FromDays(7));
        await bots.Forum.MemberAsync("Payer", "premium");
        await app.RunJobAsync<WriteDigests>();
        await app.SettleAsync();
        Assert.Contains("CANARY again", Assert.Single(await bots.MessagesAsync(payer, bots.Vip)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_written_as_a_topic_each_day_and_does_not_tell_of_itself()
    {
        var (bots, ada) = await FilledAsync();
        await SetAsync(bots, MondaysAtNine with { Rhythm = DigestRhythm.Daily, Hour = 17 }, space: "talk");

        for (var day = 0; day < 3; day++)
        {
            app.Clock.Advance(TimeSpan.FromDays(1));
            await app.RunJobAsync<WriteDigests>();
            await app.SettleAsync();
        }

        var topics = (await ada.GetAsync($"{bots.Api}/topics?space=talk")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("items")
            .EnumerateArray().Select(t => t.GetProperty("title").GetString()!).Where(t => t.StartsWith("Digest: ", StringComparison.Ordinal));
        Assert.Single(topics);
    }

    [Fact]
    public async Task Says_nothing_where_there_is_nothing()
    {
        var bots = await BotForum.OpenAsync(app);
        var ada = await bots.Forum.MemberAsync("Ada");
        await SetAsync(bots, MondaysAtNine, channel: bots.General);

        app.Clock.Advance(TimeSpan.FromDays(7));
        await app.RunJobAsync<WriteDigests>();
        await app.SettleAsync();

        Assert.Empty(await bots.MessagesAsync(ada));
    }

    [Fact]
    public async Task The_team_sets_it_on_a_page_that_shows_what_it_would_say()
    {
        var (bots, _) = await FilledAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = $"{bots.Manage}/built-in/digest";
        (await bots.Owner.SubmitAsync(page, ("on", "true"), ("place", ""))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await bots.Owner.SubmitAsync(page, ("on", "true"), ("place", $"channel-{bots.General}"), ("hour", "24")))
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await bots.Owner.SubmitAsync(page, ("on", "true"), ("place", "channel-0"))).ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await bots.Owner.SubmitAsync(page, ("on", "true"), ("rhythm", "daily"), ("hour", "7"), ("place", $"channel-{bots.General}")))
            .ShouldRedirect();

        var shown = await bots.Owner.GetAsync(page);
        Assert.Contains("A lively topic", shown.TextOf("section .panel"), StringComparison.Ordinal);
        Assert.Equal("7", shown.Document.QuerySelector("[name=hour]")!.GetAttribute("value"));
        Assert.Equal("daily", shown.Document.QuerySelector("[name=rhythm] option[selected]")!.GetAttribute("value"));
    }

    [Theory]
    // Two o'clock is skipped on 29 March: the first moment after the gap counts. On 25 October it comes twice: the first one counts.
    [InlineData("2026-03-29T00:59:00Z", "2026-03-28T01:00:00Z")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25T00:00:00Z", "2026-10-25T00:00:00Z")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25T00:00:00Z")]
    public void A_clock_that_is_put_forward_or_back_makes_one_digest_a_day(string now, string due)
    {
        var terms = new DigestTerms(DigestRhythm.Daily, DayOfWeek.Monday, 2);

        var last = terms.LastAt(Utc(now), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal(Utc(due), last.To);
    }

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);

    private async Task<(BotForum Bots, Client Ada)> FilledAsync()
    {
        var bots = await BotForum.OpenAsync(app);
        var (ada, ben) = (await bots.Forum.MemberAsync("Ada"), await bots.Forum.MemberAsync("Ben"));
        var lively = await bots.Forum.OpensAsync(ada, "A lively topic");
        await bots.Forum.RepliesAsync(ben, lively);
        await bots.Forum.RepliesAsync(ada, lively);
        await bots.Forum.OpensAsync(ada, "A *quiet* topic");
        await bots.Forum.OpensAsync(ada, "Who knows?", space: "questions");
        var solved = await bots.Forum.OpensAsync(ada, "Solved?", space: "questions");
        await bots.Forum.RepliesAsync(ben, solved, "Here is how.");
        var column = (await bots.Forum.NowAsync()).Spaces.First(s => s.Kind == SpaceKind.Column && s.TierId is null);
        var owner = await bots.Forum.PersonAsync("owner");
        await bots.Forum.AsAsync<CreateArticle>("owner", create => create.RunAsync(
            new ArticleText("An article", null, column.Id, ArticleAccess.Space, null, "en", "Words."), owner, app.Clock.Now));
        return (bots, ada);
    }

    private static async Task SetAsync(BotForum bots, DigestTerms terms, long? channel = null, string? space = null)
    {
        var spaceId = space is null ? (long?)null : (await bots.Forum.NowAsync()).Spaces.Single(s => s.Slug == space).Id;
        await bots.SetAsync(BuiltInKind.Digest, new BuiltInWish(true, ChannelId: channel) { SpaceId = spaceId, Digest = terms });
    }

}
