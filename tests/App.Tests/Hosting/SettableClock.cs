namespace Guildhall.App.Tests.Hosting;

/// <summary>Stands still until a test moves it. Timers are the machine's own: nothing in a test waits for one.</summary>
public sealed class SettableClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _now = Start;

    public DateTime Now => _now.UtcDateTime;

    /// <summary>How far tests have moved it.</summary>
    public TimeSpan Drift => _now - Start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
