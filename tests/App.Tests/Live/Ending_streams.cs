using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Live;

/// <summary>Who may no longer listen hears nothing five seconds later, whatever is open.</summary>
public class Ending_streams(Ending_streams.OwnClock app) : IClassFixture<Ending_streams.OwnClock>
{
    private const string Stream = "/api/events";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>Its clock is moved by a month.</summary>
    public sealed class OwnClock : GuildhallApp;

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_takes_its_stream_along_and_no_other()
    {
        var library = await Library.OpenAsync(app);
        await using var ended = await ListenAsync(await library.SignedInAsync("reader"));
        var elsewhere = await library.SignedInAsync("reader");
        await using var other = await ListenAsync(await library.SignedInAsync("other"));
        await using var program = await ListenAsync(await library.ProgramAsync("reader", "events:read"));

        var form = (await elsewhere.GetAsync("/account/sessions")).Document.Forms
            .Single(f => f.QuerySelector("[name=_handler][value=end-others]") is not null);
        (await elsewhere.SendAsync(FormFilling.Request(form, new Uri(app.Address, "/account/sessions"), []))).ShouldRedirect();

        await ended.EndsWithinAsync(Soon);
        Assert.EndsWith("event: over\ndata: {}\n\n", ended.Text, StringComparison.Ordinal);
        await library.PublishesAsync("Still heard", "Words.");
        await other.UntilAsync("Still heard");
        await program.UntilAsync("Still heard");
        Assert.DoesNotContain("Still heard", ended.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_stream_of_this_browser()
    {
        var library = await Library.OpenAsync(app);
        var reader = await library.SignedInAsync("reader");
        await using var live = await ListenAsync(reader);

        (await reader.PressAsync(await reader.GetAsync("/account"), "/sign-out")).ShouldRedirect();

        await live.EndsWithinAsync(Soon);
        await using var refused = await reader.ListenAsync(Stream);
        Assert.NotEqual(HttpStatusCode.OK, refused.Status);
    }

    [Fact]
    public async Task A_token_that_was_revoked_ends_its_stream()
    {
        var library = await Library.OpenAsync(app);
        var reader = await library.PersonAsync("reader");
        var program = await library.ProgramAsync("reader", "events:read");
        await using var live = await ListenAsync(program);

        await app.WithAsync<AppDb>(db => db.Database.ExecuteSqlAsync(
            $"UPDATE api_tokens SET revoked_at = {app.Clock.Now} WHERE member_id = {reader}"));

        await live.EndsWithinAsync(Soon);
    }

    [Fact]
    public async Task A_session_that_was_not_used_for_a_month_ends_although_its_stream_was_open()
    {
        var library = await Library.OpenAsync(app);
        var reader = await library.SignedInAsync("reader");
        await using var live = await ListenAsync(reader);

        app.Clock.Advance(TimeSpan.FromDays(31));

        await live.EndsWithinAsync(Soon);
        (await reader.GetAsync("/account")).ShouldLeadTo("/sign-in?returnUrl=%2Faccount");
    }

    [Theory, InlineData(RestrictionKind.Suspended, "suspended"), InlineData(RestrictionKind.Banned, "banned")]
    public async Task A_member_who_is_shut_out_loses_the_stream_and_is_told_why_when_it_comes_back(RestrictionKind kind, string word)
    {
        var library = await Library.OpenAsync(app);
        await library.BuysPremiumAsync("reader");
        var (reader, program) = (await library.SignedInAsync("reader"), await library.ProgramAsync("reader", "events:read"));
        await using var browser = await ListenAsync(reader);
        await using var bot = await ListenAsync(program);
        await using var other = await ListenAsync(await library.SignedInAsync("other"));

        await RestrictAsync(library, "reader", kind);

        await browser.EndsWithinAsync(Soon);
        await bot.EndsWithinAsync(Soon);
        Assert.Contains($"event: rights\ndata: {{\"communityId\":{library.Id},\"restriction\":\"{word}\"", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("event: over", bot.Text, StringComparison.Ordinal);
        await using var again = await reader.ListenAsync(Stream);
        await again.UntilAsync("\"reason\":\"Spam in every column\"");
        await library.PublishesAsync("Open to all", "Words.");
        await other.UntilAsync("Open to all");
        await again.UntilAsync("Open to all");
    }

    [Fact]
    public async Task Who_is_muted_still_listens()
    {
        var library = await Library.OpenAsync(app);
        foreach (var name in new[] { "reader", "other" })
            await library.BuysPremiumAsync(name);
        await using var muted = await ListenAsync(await library.SignedInAsync("reader"));
        await using var banned = await ListenAsync(await library.SignedInAsync("other"));

        await RestrictAsync(library, "reader", RestrictionKind.Silenced);
        await RestrictAsync(library, "other", RestrictionKind.Banned);

        await banned.EndsWithinAsync(Soon);
        await library.PublishesAsync("Still heard", "Words.");
        await muted.UntilAsync("Still heard");
    }

    [Fact]
    public async Task A_right_that_is_refunded_or_runs_out_ends_the_stream()
    {
        var library = await Library.OpenAsync(app);
        var order = await library.BuysPremiumAsync("refunded");
        await library.BuysPremiumAsync("expiring", TimeSpan.FromDays(2));
        await using var refunded = await ListenAsync(await library.SignedInAsync("refunded"));
        await using var expiring = await ListenAsync(await library.SignedInAsync("expiring"));

        await library.RefundAsync(order);
        await refunded.EndsWithinAsync(Soon);
        app.Clock.Advance(TimeSpan.FromDays(3));
        await expiring.EndsWithinAsync(Soon);

        Assert.Contains($"event: rights\ndata: {{\"communityId\":{library.Id},\"restriction\":null", expiring.Text, StringComparison.Ordinal);
    }

    private static async Task RestrictAsync(Library library, string name, RestrictionKind kind)
    {
        var until = kind == RestrictionKind.Suspended ? library.Now.AddDays(3) : (DateTime?)null;
        (await (await library.ProgramAsync("owner", "members:write")).PostAsync($"{library.Api}/manage/members/{library.IdOf(name)}/restrictions",
            new { kind = Kernel.Values.EnumWords.Of(kind), until, reason = "Spam in every column" })).ShouldBe(HttpStatusCode.Created);
    }

    private static async Task<Listening> ListenAsync(Client client)
    {
        var live = await client.ListenAsync(Stream);
        await live.UntilAsync("event: open");
        return live;
    }
}
