using Guildhall.Kernel.Data;

namespace Guildhall.Web.Hosting;

/// <summary>Whether the disk or the database is out, as far as this node has noticed. Requests are tried all the same.</summary>
internal sealed class StorageHealth(TimeProvider time)
{
    /// <summary>As long as this the disk and the database must have served everybody before the node trusts them again.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Outage? _current;
    private DateTimeOffset _since, _lastNoticed;

    /// <summary><c>null</c> when all is well.</summary>
    public Outage? Current
    {
        get
        {
            lock (_lock)
                return _current;
        }
    }

    /// <returns><c>true</c> when this is the first that is heard of it.</returns>
    public bool Notice(Outage outage)
    {
        lock (_lock)
        {
            _lastNoticed = time.GetUtcNow();
            if (_current?.Kind == outage.Kind)
                return false;
            if (_current is null)
                _since = _lastNoticed;
            _current = outage;
            return true;
        }
    }

    /// <summary>After a trial that went well. Damage does not heal by itself.</summary>
    /// <returns>How long it was out; <c>null</c> when it was not, or is not to be trusted yet.</returns>
    public TimeSpan? Recover()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_current is null or { Kind: OutageKind.Damaged } || now - _lastNoticed < Quiet)
                return null;
            _current = null;
            return now - _since;
        }
    }
}
