using System.Net;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Live;

namespace Guildhall.App.Tests.Live;

public partial class Listening_live(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string Stream = "/api/events";

    [Fact]
    public async Task Brings_what_happens_and_goes_on_after_the_last_id()
    {
        var library = await Library.OpenAsync(app);
        var program = await library.ProgramAsync("reader", "events:read");
        var live = await program.ListenAsync(Stream);
        await live.UntilAsync("event: open");

        await library.PublishesAsync("First words", "Words.");
        await live.UntilAsync("First words");
        var last = Ids().Matches(live.Text).Last().Groups[1].Value;
        await live.DisposeAsync();
        await library.PublishesAsync("Second words", "Words.");

        await using var again = await program.ListenAsync(Stream, after: last);
        await again.UntilAsync("Second words");
        Assert.DoesNotContain("First words", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_drafts_to_those_alone_who_write()
    {
        var library = await Library.OpenAsync(app);
        await using var reader = await (await library.ProgramAsync("reader", "events:read")).ListenAsync(Stream);
        await using var writer = await (await library.ProgramAsync("owner", "events:read", "articles:write")).ListenAsync(Stream);
        await reader.UntilAsync("event: open");
        await writer.UntilAsync("event: open");

        var id = await library.PublishesAsync("Taken back", "Words.");
        await library.InAsync<Guildhall.Content.Articles.WithdrawArticle>(async w => await w.RunAsync(id, await library.PersonAsync("owner")));
        await library.PublishesAsync("The end", "Words.");
        await reader.UntilAsync("The end");
        await writer.UntilAsync("The end");

        Assert.Contains("event: content.article_withdrawn", writer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("event: content.article_withdrawn", reader.Text, StringComparison.Ordinal);
    }

    /// <summary>Browsers name the page that opens a stream (Fetch standard, section 3.1); only what is no browser does not.</summary>
    [Theory]
    [InlineData("Origin", "https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    public async Task Is_closed_to_pages_of_other_origins(string header, string value, HttpStatusCode status)
    {
        var reader = await (await Library.OpenAsync(app)).SignedInAsync("reader");
        using var request = new HttpRequestMessage(HttpMethod.Get, Stream) { Headers = { { header, value } } };

        using var answer = await reader.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Signals_reach_one_member_alone()
    {
        var library = await Library.OpenAsync(app);
        await using var one = await (await library.ProgramAsync("one", "events:read")).ListenAsync(Stream);
        await using var other = await (await library.ProgramAsync("other", "events:read")).ListenAsync(Stream);
        await one.UntilAsync("event: open");
        await other.UntilAsync("event: open");

        await app.WithAsync<ISignals>(signals =>
        {
            signals.Tell(library.IdOf("one"), "typing", new { words = "for one" });
            signals.Tell(library.IdOf("other"), "typing", new { words = "for the other" });
            return Task.CompletedTask;
        });
        await one.UntilAsync("for one");
        await other.UntilAsync("for the other");

        Assert.DoesNotContain("for the other", one.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_the_twenty_first_of_one_member_and_lets_it_in_when_another_has_gone()
    {
        var library = await Library.OpenAsync(app);
        var program = await library.ProgramAsync("busy", "events:read");
        var open = new List<Listening>();
        for (var i = 0; i < LiveStreams.MostOfMember; i++)
            open.Add(await program.ListenAsync(Stream));
        foreach (var live in open)
            await live.UntilAsync("event: open");

        (await program.GetAsync(Stream)).ShouldBeRefused(HttpStatusCode.TooManyRequests, "too_many_streams");

        foreach (var live in open)
            await live.DisposeAsync();
    }

    [Fact]
    public async Task Two_hundred_at_once_of_one_member_are_twenty_and_cost_nobody_else_a_stream()
    {
        var library = await Library.OpenAsync(app);
        var greedy = await library.ProgramAsync("greedy", "events:read");
        var modest = await library.ProgramAsync("modest", "events:read");

        var all = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => greedy.ListenAsync(Stream)));
        await using var one = await modest.ListenAsync(Stream);

        Assert.Equal(LiveStreams.MostOfMember, all.Count(l => l.Status == HttpStatusCode.OK));
        Assert.Equal(200 - LiveStreams.MostOfMember, all.Count(l => l.Status == HttpStatusCode.TooManyRequests));
        await one.UntilAsync("event: open");
        await library.PublishesAsync("For all who listen", "Words.");
        await one.UntilAsync("For all who listen");
        foreach (var live in all.Where(l => l.Status == HttpStatusCode.OK))
            await live.UntilAsync("For all who listen");
        foreach (var live in all)
            await live.DisposeAsync();
        // The server notices some moments later that they have gone.
        for (var again = HttpStatusCode.TooManyRequests; again != HttpStatusCode.OK;)
        {
            await using var live = await greedy.ListenAsync(Stream);
            again = live.Status;
        }
    }

    [Fact]
    public async Task Asks_who_is_there_and_refuses_an_id_that_is_none()
    {
        var library = await Library.OpenAsync(app);
        var visitor = app.Visitor();
        visitor.Http.DefaultRequestHeaders.Accept.Clear();
        visitor.Http.DefaultRequestHeaders.Accept.ParseAdd("application/json");

        (await visitor.GetAsync(Stream)).ShouldBe(HttpStatusCode.Unauthorized);
        (await (await library.ProgramAsync("one", "events:read")).GetAsync(Stream + "?after=yesterday"))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "event_id_malformed");
        (await (await library.ProgramAsync("two", "account:read")).GetAsync(Stream)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [GeneratedRegex("^id: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Ids();
}
