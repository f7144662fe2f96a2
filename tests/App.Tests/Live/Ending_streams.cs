using System.Net;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
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

    private static async Task<Listening> ListenAsync(Client client)
    {
        var live = await client.ListenAsync(Stream);
        await live.UntilAsync("event: open");
        return live;
    }
}
