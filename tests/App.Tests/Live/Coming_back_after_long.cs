using System.Text.RegularExpressions;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Live;

/// <summary>Whoever was away gets what it missed, and after too much of it the word that it must read the state anew.</summary>
public partial class Coming_back_after_long(OwnApp app) : IClassFixture<OwnApp>
{
    private const string Stream = "/api/events";

    [Fact]
    public async Task More_than_ten_thousand_missed_events_are_one_reset()
    {
        var library = await Library.OpenAsync(app);
        var program = await library.ProgramAsync("reader", "events:read");
        await library.PublishesAsync("Before", "Words.");
        var seen = await NowAsync(program);
        await library.PublishesAsync("Missed", "Words.");
        await HappenAsync(10_001);

        await using var back = await program.ListenAsync(Stream, after: seen);
        await back.UntilAsync("event: reset");
        await library.PublishesAsync("Afterwards", "Words.");
        await back.UntilAsync("Afterwards");

        // The id of the reset is where it goes on from.
        var reset = Resets().Match(back.Text).Groups[1].Value;
        await using var again = await program.ListenAsync(Stream, after: reset);
        await again.UntilAsync("Afterwards");
        Assert.DoesNotContain("event: reset", again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Missed", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_few_thousand_are_caught_up_with_one_by_one()
    {
        var library = await Library.OpenAsync(app);
        var program = await library.ProgramAsync("reader", "events:read");
        var seen = await NowAsync(program);
        await HappenAsync(4_000);
        await library.PublishesAsync("In the middle", "Words.");
        await HappenAsync(4_000);
        await library.PublishesAsync("At the end", "Words.");

        await using var back = await program.ListenAsync(Stream, after: seen);
        await back.UntilAsync("At the end");

        Assert.InRange(back.Text.IndexOf("In the middle", StringComparison.Ordinal), 1, back.Text.IndexOf("At the end", StringComparison.Ordinal));
        Assert.DoesNotContain("event: reset", back.Text, StringComparison.Ordinal);
    }

    /// <summary>The id at which a stream that is opened now begins.</summary>
    private static async Task<string> NowAsync(Client program)
    {
        await using var live = await program.ListenAsync(Stream);
        await live.UntilAsync("event: open");
        return Ids().Match(live.Text).Groups[1].Value;
    }

    /// <summary>Facts that nobody hears of; they count all the same, because each has to be read.</summary>
    private async Task HappenAsync(int count)
    {
        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
            INSERT INTO activities (community_id, kind, subject_kind, subject_id, at, payload, reach)
            SELECT 0, 'tests.lamp_lit', 'lamp', n, {app.Clock.Now}, {"{}"}, 'nothing' FROM numbers
            """));
        await app.LedgerIsReadableAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("^id: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Ids();

    [GeneratedRegex("^id: (.+)\nevent: reset$", RegexOptions.Multiline)]
    private static partial Regex Resets();
}
