namespace Guildhall.Kernel.Contracts.Live;

/// <summary>
/// Short-lived signals to open streams, on every node: a counter that changed, somebody is typing. They are not kept and may be
/// lost: whoever comes back reads the state anew.
/// </summary>
public interface ISignals
{
    /// <summary>Signals to one member's streams.</summary>
    /// <param name="name">The stream's event name, such as "notifications".</param>
    /// <param name="data">Serialised as JSON in camel case, at most 4 kB.</param>
    void Tell(long memberId, string name, object data);
}
