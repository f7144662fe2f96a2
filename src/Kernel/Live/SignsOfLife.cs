using System.Text;
using Guildhall.Kernel.Events;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Live;

/// <summary>
/// A line that readers pass over, to all streams every 15 seconds: proxies close a connection that is silent for 30 to 60. One clock for
/// all of them: a clock for each stream cost every frame a timer.
/// </summary>
internal sealed class SignsOfLife(LiveStreams streams, TimeProvider time, ILogger<SignsOfLife> log) : Loop(new Bell(), time, log)
{
    private static readonly ReadOnlyMemory<byte> Alive = Encoding.UTF8.GetBytes(": alive\n\n");

    protected override string Name => "signs of life";

    protected override TimeSpan Pause => TimeSpan.FromSeconds(15);

    protected override Task RoundAsync(CancellationToken stopping)
    {
        Give();
        return Task.CompletedTask;
    }

    internal void Give()
    {
        foreach (var stream in streams.All)
            stream.Give(Alive);
    }
}
