namespace Guildhall.Kernel.Http;

/// <summary>
/// The time of a verb. It can be set back, so that the demo's people come and pay over months by the program's own operations. A server
/// has the system's clock, which nobody moves.
/// </summary>
public class VerbClock : TimeProvider
{
    private long _back;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(-Interlocked.Read(ref _back));

    /// <summary>Goes on from another instant.</summary>
    /// <param name="at">UTC.</param>
    public virtual void SetTo(DateTime at) =>
        Interlocked.Exchange(ref _back, (base.GetUtcNow() - new DateTimeOffset(at, TimeSpan.Zero)).Ticks);

    /// <summary>The system's time again.</summary>
    public virtual void Return() => Interlocked.Exchange(ref _back, 0);
}
