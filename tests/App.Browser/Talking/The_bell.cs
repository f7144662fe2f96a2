using System.Collections.Concurrent;
using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Talking;

/// <summary>
/// What an author publishes reaches the bells of a follower's tabs, and what is read in one is read in all; nobody reloads.
/// </summary>
public sealed class The_bell(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private readonly ConcurrentBag<string> _moreStreams = [];

    [Fact]
    public async Task Rings_in_two_tabs_over_one_stream_and_is_silent_in_both_once_it_was_answered()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        var reader = await OpenAsync(Look.Desktop);
        await reader.RegisterAsync("chen@example.org", Backend.Column);
        await reader.PressAsync("form[action$='/following'] button");
        await OpensStreamAsync(reader.Page, () => reader.GoToAsync(Backend.Path));
        NoteStreams(reader.Page);
        var second = await reader.Page.Context.NewPageAsync();
        NoteStreams(second);
        await second.GotoAsync(Backend.Path);
        await second.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await owner.PublishAsync("Locks and latches");

        await ShouldShowAsync(reader.Page, "1");
        await ShouldShowAsync(second, "1");
        Assert.Empty(_moreStreams);
        await reader.ShouldBeGoodAsync("bell-rings");

        await reader.PressAsync(".bell a >> visible=true");
        await reader.ShouldBeGoodAsync("notifications");
        await reader.PressAsync(".notice");
        Assert.Contains("/articles/", reader.Page.Url, StringComparison.Ordinal);
        Assert.Contains("Words for all.", await reader.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await ShouldBeSilentAsync(second);
        await ShouldBeSilentAsync(reader.Page);
    }

    private void NoteStreams(IPage page) => page.Request += (_, request) =>
    {
        if (request.Url.Contains("/api/events", StringComparison.Ordinal))
            _moreStreams.Add(request.Url);
    };

    /// <summary>The page that was left may still be opening one.</summary>
    private static Task OpensStreamAsync(IPage page, Func<Task> act) => page.RunAndWaitForResponseAsync(act, r =>
        r.Url.Contains("/api/events", StringComparison.Ordinal) && r.Status == 200
        && r.Request.Headers["referer"].EndsWith(Backend.Path, StringComparison.Ordinal));

    private static Task ShouldShowAsync(IPage page, string count) =>
        page.Locator($".bell-count:visible:text-is('{count}')").First.WaitForAsync();

    private static Task ShouldBeSilentAsync(IPage page) => page.WaitForFunctionAsync(
        "[...document.querySelectorAll('.bell-count')].length > 0 && [...document.querySelectorAll('.bell-count')].every(b => b.hidden)");
}
