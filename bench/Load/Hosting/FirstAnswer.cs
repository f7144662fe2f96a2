using System.Diagnostics;
using System.Net;

namespace Guildhall.Load.Hosting;

/// <summary>When a page is answered for the first time.</summary>
internal static class FirstAnswer
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <param name="ended">Why waiting is in vain; <c>null</c> while it is not.</param>
    public static async Task WaitAsync(Uri address, string path, TimeSpan patience, Func<Task<string?>> ended)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync(http, path))
        {
            if (await ended() is { } why)
                throw new InvalidOperationException(why);
            if (watch.Elapsed > patience)
                throw new TimeoutException($"{address} did not answer within {patience.TotalSeconds:0} s.");
            await Task.Delay(Pause);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            // A node that was ended while hundreds come back to it says that it is not ready until it follows the ledger again.
            return answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.ServiceUnavailable ? answer.IsSuccessStatusCode
                : throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri} answers {(int)answer.StatusCode}:\n{await answer.Content.ReadAsStringAsync()}");
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
