using System.Security.Claims;
using System.Text;
using System.Threading.Channels;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Live;

/// <summary>
/// One open connection of the event stream. What comes for it waits here until the other side has read what came before; a side that reads
/// too slowly loses the connection and resumes by itself, so that nothing is lost and nobody else waits.
/// </summary>
internal sealed class LiveStream(Viewer viewer, ClaimsPrincipal principal) : IDisposable
{
    // More than is caught up with at once; a reader that is so far behind is gone or stuck.
    private const int MostWaiting = 12_000;

    private readonly Channel<ReadOnlyMemory<byte>> _waiting =
        Channel.CreateBounded<ReadOnlyMemory<byte>>(
            new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource _ended = new();

    public Viewer Viewer => viewer;

    /// <summary>Whose session or token may end while the stream is open.</summary>
    public ClaimsPrincipal Principal => principal;

    public long MemberId => viewer.MemberId ?? 0;

    /// <summary>Cancelled when the stream must end: too slow, its session is over, or its member may hear less.</summary>
    public CancellationToken Ended => _ended.Token;

    public ChannelReader<ReadOnlyMemory<byte>> Waiting => _waiting.Reader;

    public void Give(ReadOnlyMemory<byte> frame)
    {
        if (!_waiting.Writer.TryWrite(frame))
            End();
    }

    /// <summary>What the other side is told at the end: why.</summary>
    public ReadOnlyMemory<byte> LastWord { get; private set; }

    /// <summary>The other side comes back by itself, and resumes.</summary>
    public void End()
    {
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The other side has gone in this moment: there is nothing to end.
        }
    }

    /// <inheritdoc cref="End()"/>
    public void End(ReadOnlyMemory<byte> lastWord)
    {
        LastWord = lastWord;
        End();
    }

    public void Dispose() => _ended.Dispose();

    /// <summary>
    /// A frame of the stream (https://html.spec.whatwg.org/multipage/server-sent-events.html): JSON holds no line break, so one data line
    /// is enough.
    /// </summary>
    /// <param name="id"><c>null</c> for a signal, which cannot be resumed from.</param>
    public static ReadOnlyMemory<byte> Frame(string? id, string name, string json) =>
        Encoding.UTF8.GetBytes(id is null ? $"event: {name}\ndata: {json}\n\n" : $"id: {id}\nevent: {name}\ndata: {json}\n\n");
}
