using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Talking;

namespace Guildhall.Load.Streaming;

/// <summary>What many open streams are told of, one thing after another.</summary>
/// <param name="Mark">Stands in its frame and in no other.</param>
/// <param name="Listeners">For each member the header by which the program knows them.</param>
/// <param name="Count">How many there can be.</param>
internal abstract record Told(string Mark, IReadOnlyList<string> Listeners, int Count)
{
    /// <summary>The kind of the activity that tells of it; <c>null</c> where there is none.</summary>
    public virtual string? Activity => null;

    public abstract Task TellAsync(Browser browser, int number);

    /// <summary>Says for all listeners that they are still there; to be repeated within a minute.</summary>
    public virtual Task StayAsync(Browser browser) => Task.CompletedTask;

    /// <summary>Drafts, and members with a session; the program serves, before and afterwards.</summary>
    public static async Task<Told> PublicationsAsync(Installation guildhall, int members, int count)
    {
        await NewCommunity.SetUpAsync(guildhall);
        var token = await NewCommunity.TokenAsync(guildhall, "articles:write");
        using var owner = new Browser(guildhall.Address);
        Report.Progress("Writing drafts and registering members …");
        var drafts = new List<long>();
        for (var i = 0; i < count; i++)
        {
            var made = await owner.AskAsync(HttpMethod.Post, $"/api/communities/{NewCommunity.Slug}/articles", token,
                new { title = $"Locks and latches {i}", space = "announcements", markdown = "Words." });
            drafts.Add(made.GetProperty("id").GetInt64());
        }
        var listeners = new List<string>();
        for (var i = 0; i < members; i++)
        {
            using var browser = new Browser(guildhall.Address);
            await browser.SubmitAsync(await browser.ReadAsync("/register"), "/register",
                ("name", $"Reader {i}"), ("email", $"reader{i}@bench.example"), ("password", "lantern-quarry-violet-84-harbour"));
            listeners.Add("Cookie: " + string.Join("; ",
                browser.Cookies.Split("; ").Where(c => c.StartsWith("__Host-guildhall", StringComparison.Ordinal))));
        }
        return new Publications(listeners, token, drafts);
    }

    /// <summary>A channel that all members have open.</summary>
    public static async Task<Told> MessagesAsync(Installation guildhall, int members, int count)
    {
        var crowd = await Crowd.GatherAsync(guildhall, members, 1);
        return new Messages([.. crowd.Tokens.Select(t => $"Authorization: Bearer {t}")], crowd, count);
    }

    private sealed record Publications(IReadOnlyList<string> Listeners, string Token, IReadOnlyList<long> Drafts)
        : Told("event: content.article_published", Listeners, Drafts.Count)
    {
        public override string Activity => "content.article_published";

        public override Task TellAsync(Browser browser, int number) => browser.AskAsync(
            HttpMethod.Put, $"/api/communities/{NewCommunity.Slug}/articles/{Drafts[number]}/publication", Token, new { });
    }

    private sealed record Messages(IReadOnlyList<string> Listeners, Crowd Crowd, int Count) : Told("event: chat\n", Listeners, Count)
    {
        private string Channel => $"{Crowd.Api}/channels/{Crowd.Channels[0]}";

        public override Task TellAsync(Browser browser, int number) => browser.AskAsync(
            HttpMethod.Post, $"{Channel}/messages", Crowd.Tokens[0], new { body = $"Message {number}: `lock` and **latch**.", key = $"m{number}" });

        public override async Task StayAsync(Browser browser)
        {
            foreach (var token in Crowd.Tokens)
                await browser.AskAsync(HttpMethod.Put, $"{Channel}/presence", token, new { state = "here" });
        }
    }
}
