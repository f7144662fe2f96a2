using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Live;

/// <summary>
/// The open streams of this node, for a module that keeps a log of its own, tells each node by message what is new in it, and asks the
/// gate itself for everybody who listens. Like signals, its frames have no id: whoever comes back asks the module for what it missed.
/// </summary>
public interface IListeners
{
    /// <summary>Who listens here now; each viewer once, however many streams they have.</summary>
    IReadOnlyList<Viewer> Current { get; }

    /// <summary>Gives a frame to the streams of those for whom <paramref name="hears"/> holds; it is made once for all of them.</summary>
    /// <param name="name">The stream's event name, such as "chat".</param>
    /// <param name="data">Serialised as JSON in camel case, at most 256 kB.</param>
    void Give(Func<Viewer, bool> hears, string name, object data);
}
