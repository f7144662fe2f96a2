using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Talking;

/// <summary>A program of somebody's: it declares /dice, hears the event stream, throws, and throws again at the press of a
/// button.</summary>
internal sealed class BotPeer : IAsyncDisposable
{
    private static readonly object[] Again = [new { label = "Throw again", action = "again", style = "primary" }];

    private readonly CancellationTokenSource _enough = new();
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _http;
    private Task _listening = Task.CompletedTask;
    private int _throws;

    private BotPeer(Uri address, string token)
    {
#pragma warning disable RS0030 // There is no factory: the program under test is another process.
        _http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore RS0030
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public static async Task<BotPeer> StartAsync(Uri address, string token, string community)
    {
        var peer = new BotPeer(address, token);
        object[] commands = [new { name = "dice", description = "Throws a die" }];
        using var declared = await peer._http.PutAsJsonAsync($"/api/communities/{community}/bots/me/commands", new { commands });
        declared.EnsureSuccessStatusCode();
        peer._listening = peer.ListenAsync();
        await peer._listens.Task.WaitAsync(Visit.Patience);
        return peer;
    }

    /// <summary>Says something in a topic, with a button below it.</summary>
    public async Task ReplyAsync(string community, long topic)
    {
        using var said = await _http.PostAsJsonAsync($"/api/communities/{community}/topics/{topic}/replies", new { body = "Press to throw." });
        var reply = (await said.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        using var put = await _http.PutAsJsonAsync($"/api/communities/{community}/bots/me/replies/{reply}/buttons", new { buttons = Again });
        put.EnsureSuccessStatusCode();
    }

    private async Task ListenAsync()
    {
        try
        {
            using var answer = await _http.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, _enough.Token);
            using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(_enough.Token));
            var name = "";
            while (await lines.ReadLineAsync(_enough.Token) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    name = line[7..];
                else if (name == "open")
                    _listens.TrySetResult();
                else if (line.StartsWith("data: ", StringComparison.Ordinal) && name is "bots.command_used" or "bots.button_pressed")
                    await AnswerAsync(JsonDocument.Parse(line[6..]).RootElement.GetProperty("data").GetProperty("ticket").GetString()!);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or HttpRequestException)
        {
            _listens.TrySetException(error);
        }
    }

    private async Task AnswerAsync(string ticket)
    {
        using var said = await _http.PostAsJsonAsync(
            $"/api/interactions/{ticket}/answer", new { message = $"Throw {++_throws}: a six", visibility = "everyone", buttons = Again },
            _enough.Token);
        said.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _listening;
        _http.Dispose();
        _enough.Dispose();
    }
}
