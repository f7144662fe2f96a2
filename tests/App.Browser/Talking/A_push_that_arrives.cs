using System.Text.Json;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>
/// As far as a browser without a head goes: it has no push service to subscribe to, but its tools hand a message to the service worker as
/// the push service would. What is encrypted on the way tests/App.Tests opens. Nobody can click a notification here.
/// </summary>
public sealed class A_push_that_arrives(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    [Fact]
    public async Task Is_shown_once_with_its_words_and_knows_where_it_leads()
    {
        await (await OpenAsync(Look.Desktop)).SetUpAsync(Server);
        await using var reader = await OpenUnwatchedAsync(Look.Phone);
        await reader.RegisterAsync("chen@example.org");
        await reader.Page.Context.GrantPermissionsAsync(["notifications"]);
        await reader.GoToAsync("/account/notifications");
        var tools = await reader.Page.Context.NewCDPSessionAsync(reader.Page);
        var registered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        tools.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, said) =>
        {
            foreach (var one in said!.Value.GetProperty("registrations").EnumerateArray())
                registered.TrySetResult(one.GetProperty("registrationId").GetString()!);
        };
        await tools.SendAsync("ServiceWorker.enable");
        var worker = await registered.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await reader.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");

        foreach (var text in (string[])["Replies to you", "Replies to you: 2"])
            await tools.SendAsync("ServiceWorker.deliverPushMessage", new()
            {
                ["origin"] = Server.Address.ToString(),
                ["registrationId"] = worker,
                ["data"] = JsonSerializer.Serialize(new { id = 7, text, url = "/notifications/7" }),
            });

        // The second has the first one's id, and takes its place.
        Assert.Equal("Replies to you: 2 /notifications/7", await ShownAsync(reader, "Replies to you: 2"));
    }

    private static async Task<string> ShownAsync(Visit reader, string wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            var shown = await reader.Page.EvaluateAsync<string>(
                "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(all => all.map(n => `${n.title} ${n.data.url}`).join('|'))");
            if (shown.StartsWith(wanted, StringComparison.Ordinal) || patience.IsCancellationRequested)
                return shown;
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
