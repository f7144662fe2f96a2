using System.Text;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Live;

/// <summary>The streams of this node for modules that decide themselves who hears what.</summary>
internal sealed class Listeners(LiveStreams streams) : IListeners
{
    private const int MaxLength = 256 * 1024;

    public IReadOnlyList<Viewer> Current => !streams.Any ? []
        // A token's scopes make another viewer of its member.
        : [.. streams.All.Select(s => s.Viewer).DistinctBy(KeyOf)];

    public void Give(Func<Viewer, bool> hears, string name, object data)
    {
        ReadOnlyMemory<byte>? frame = null;
        foreach (var stream in streams.All.Where(s => hears(s.Viewer)))
            stream.Give(frame ??= Frame(name, data));
    }

    private static (long?, string?) KeyOf(Viewer viewer) =>
        (viewer.MemberId, viewer.Scopes is null ? null : string.Join(' ', viewer.Scopes.Order()));

    private static ReadOnlyMemory<byte> Frame(string name, object data)
    {
        var json = LiveEvents.Json(data);
        return Encoding.UTF8.GetByteCount(json) <= MaxLength ? LiveStream.Frame(null, name, json)
            : throw new ArgumentException($"A frame has at most {MaxLength} bytes.", nameof(data));
    }
}
