using Guildhall.Kernel.Http;

namespace Guildhall.App.Tests.Hosting;

/// <summary>Stands still until a test moves it. Timers are the machine's own: nothing in a test waits for one.</summary>
public sealed class SettableClock : VerbClock
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _now = Start;
    private DateTimeOffset? _left;

    public DateTime Now => _now.UtcDateTime;

    /// <summary>How far tests have moved it.</summary>
    public TimeSpan Drift => _now - Start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;

    public override void SetTo(DateTime at) => (_left, _now) = (_left ?? _now, new DateTimeOffset(at, TimeSpan.Zero));

    public override void Return() => (_now, _left) = (_left ?? _now, null);
}
