using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Guildhall.Accounts.Sessions;

/// <summary>
/// What this node read a moment ago. Four seconds, so that what another node revokes is out within five;
/// what this node revokes is forgotten at once.
/// </summary>
internal sealed class ShortMemory<T>(TimeProvider time) where T : class
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(4);
    private const int Full = 20_000;

    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    public bool TryRecall(string key, [NotNullWhen(true)] out T? value)
    {
        value = null;
        if (!_known.TryGetValue(key, out var known))
            return false;
        var age = time.GetUtcNow() - known.At;
        // A clock that was set back must not lengthen a life.
        if (age < TimeSpan.Zero || age >= Life)
            return false;
        value = known.Value;
        return true;
    }

    public void Remember(string key, T value)
    {
        if (_known.Count >= Full)
            _known.Clear();
        _known[key] = (value, time.GetUtcNow());
    }

    public void Forget(Func<T, bool> which)
    {
        foreach (var (key, known) in _known)
            if (which(known.Value))
                _known.TryRemove(key, out _);
    }
}
