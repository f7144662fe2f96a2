using System.Diagnostics;
using System.Net;
using System.Text;

namespace Guildhall.App.Tests.Hosting;

/// <summary>An open stream of server-sent events (https://html.spec.whatwg.org/#server-sent-events), or the refusal of one.</summary>
public sealed class Listening : IAsyncDisposable
{
    public const string EventStream = "text/event-stream";

    private readonly HttpResponseMessage _response;
    private readonly StringBuilder _heard = new();
    private readonly SemaphoreSlim _more = new(0);
    private readonly CancellationTokenSource _enough = new();
    private readonly Task _reading;

    internal Listening(HttpResponseMessage response)
    {
        _response = response;
        _reading = ReadAsync();
    }

    public HttpStatusCode Status => _response.StatusCode;

    /// <summary>All that has come until now.</summary>
    public string Text
    {
        get
        {
            lock (_heard)
                return _heard.ToString();
        }
    }

    public static bool IsStream(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == EventStream;

    /// <summary>Waits for a word, for half a minute at most.</summary>
    /// <param name="from">How much of the text does not count.</param>
    public async Task UntilAsync(string word, int from = 0)
    {
        var started = Stopwatch.GetTimestamp();
        while (Text.IndexOf(word, from, StringComparison.Ordinal) < 0)
        {
            // In all: a stream that only shows that it is alive would go on for ever.
            var left = TimeSpan.FromSeconds(30) - Stopwatch.GetElapsedTime(started);
            var came = left > TimeSpan.Zero && await _more.WaitAsync(left, TestContext.Current.CancellationToken);
            Assert.True(came, $"\"{word}\" did not come. This did:\n{Text}");
        }
    }

    /// <summary>Waits until the other side ends it.</summary>
    public Task EndsWithinAsync(TimeSpan patience) => _reading.WaitAsync(patience, TestContext.Current.CancellationToken);

    private async Task ReadAsync()
    {
        try
        {
            using var lines = new StreamReader(await _response.Content.ReadAsStreamAsync(_enough.Token));
            while (await lines.ReadLineAsync(_enough.Token) is { } line)
            {
                lock (_heard)
                    _heard.Append(line).Append('\n');
                _more.Release();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or HttpRequestException)
        {
            // Closed from here, or by the server: what has come counts.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _reading;
        _response.Dispose();
        _enough.Dispose();
        _more.Dispose();
    }
}
