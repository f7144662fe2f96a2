using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Guildhall.Load.Talking;

/// <summary>
/// One person at a page: sends messages one after another, each under its key until it is confirmed, over connections that are cut at
/// random;
/// and follows one channel by its changes, as the page does after a lost connection.
/// </summary>
internal sealed class Talker(IReadOnlyList<Uri> nodes, Crowd crowd, int number, int messages, double cut) : IDisposable
{
    private readonly Random _random = new(number);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Dictionary<string, Stood> _followed = [];
    private long _change;
    private int _tries;

    /// <summary>What was confirmed, by channel, in the order in which it was written.</summary>
    public List<(long Channel, string Key, long Id)> Confirmed { get; } = [];

    /// <summary>From the first try to the confirmation, of those that needed one try.</summary>
    public List<double> Waits { get; } = [];

    public int Cuts { get; private set; }

    /// <summary>The channel that it follows, and what it has seen there.</summary>
    public long Followed => crowd.Channels[number % crowd.Channels.Count];

    public IReadOnlyCollection<Stood> Seen => _followed.Values;

    /// <summary>What it saw that cannot be: a message at two numbers, or two at one.</summary>
    public List<string> Wrong { get; } = [];

    public async Task TalkAsync(CancellationToken stop)
    {
        for (var i = 0; i < messages; i++)
        {
            var channel = crowd.Channels[_random.Next(crowd.Channels.Count)];
            var key = string.Create(CultureInfo.InvariantCulture, $"t{number}-{i}");
            Confirmed.Add((channel, key, await SendAsync(channel, key, i, stop)));
            if (i % 5 == 0)
                await FollowAsync(stop);
        }
        await FollowAsync(stop);
    }

    /// <summary>Asks for everything since the last change that it saw.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        for (var more = true; more;)
        {
            var changes = await TryAsync(HttpMethod.Get, $"{Crowd.Api}/channels/{Followed}/changes?after={_change}", null, stop);
            if (changes is not { } json)
                continue;
            foreach (var message in json.GetProperty("items").EnumerateArray())
            {
                var stood = Stood.Of(message);
                if (_followed.TryGetValue(stood.Key, out var known) && known != stood)
                    Wrong.Add($"{stood.Key} stood at {known.Number} and at {stood.Number}");
                _followed[stood.Key] = stood;
            }
            (_change, more) = (json.GetProperty("change").GetInt64(), json.GetProperty("more").GetBoolean());
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<long> SendAsync(long channel, string key, int i, CancellationToken stop)
    {
        var (watch, tries) = (Stopwatch.StartNew(), 0);
        while (true)
        {
            tries++;
            var answer = await TryAsync(HttpMethod.Post, $"{Crowd.Api}/channels/{channel}/messages",
                new { body = $"Message {i} of {number}: `lock` and **latch**.", key }, stop);
            if (answer is not { } json)
                continue;
            if (tries == 1)
                Waits.Add(watch.Elapsed.TotalMilliseconds);
            return json.GetProperty("id").GetInt64();
        }
    }

    /// <returns><c>null</c> where the line was cut, by us or by a server that went.</returns>
    private async Task<JsonElement?> TryAsync(HttpMethod method, string path, object? body, CancellationToken stop)
    {
        using var line = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (_random.NextDouble() < cut)
            line.CancelAfter(_random.Next(1, 25));
        try
        {
            using var request = Crowd.Request(method, new Uri(nodes[_tries++ % nodes.Count], path).ToString(), crowd.Tokens[number], body);
            using var answer = await _http.SendAsync(request, line.Token);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                await Task.Delay(200, stop);
            else
                return JsonSerializer.Deserialize<JsonElement>(await answer.EnsureSuccessStatusCode()
                    .Content.ReadAsStringAsync(line.Token));
        }
        catch (Exception lost) when (!stop.IsCancellationRequested && (lost is OperationCanceledException or IOException
            || lost is HttpRequestException { StatusCode: null }))
        {
            Cuts++;
            await Task.Delay(line.IsCancellationRequested ? 1 : 100, stop);
        }
        return null;
    }
}
