using System.Collections.Concurrent;
using Guildhall.Kernel.Http;

namespace Guildhall.Kernel.Live;

/// <summary>The open streams of this node.</summary>
internal sealed class LiveStreams
{
    /// <summary>Streams of one member at once on one node. Browsers need one for all tabs; the rest is for programs.</summary>
    public const int MostOfMember = 20;

    private readonly ConcurrentDictionary<LiveStream, bool> _open = [];
    private readonly ConcurrentDictionary<long, int> _byMember = [];

    public bool Any => !_open.IsEmpty;

    public IEnumerable<LiveStream> All => _open.Keys;

    public IEnumerable<LiveStream> Of(long memberId) =>
        _byMember.ContainsKey(memberId) ? _open.Keys.Where(s => s.MemberId == memberId) : [];

    /// <exception cref="Refused">429 when the member has too many.</exception>
    public void Open(LiveStream stream)
    {
        if (_byMember.AddOrUpdate(stream.MemberId, 1, (_, count) => count + 1) > MostOfMember)
        {
            Leave(stream.MemberId);
            throw new Refused("too_many_streams", 429, "You have {0} streams open. Close some first.", MostOfMember);
        }
        _open[stream] = true;
    }

    public void Close(LiveStream stream)
    {
        if (_open.TryRemove(stream, out _))
            Leave(stream.MemberId);
    }

    private void Leave(long memberId)
    {
        if (_byMember.AddOrUpdate(memberId, 0, (_, count) => count - 1) <= 0)
            _byMember.TryRemove(KeyValuePair.Create(memberId, 0));
    }
}
