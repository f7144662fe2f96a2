using System.ComponentModel.DataAnnotations;

namespace Guildhall.Accounts.Attempts;

/// <summary>How many tries that fail are let through.</summary>
internal abstract class Limit
{
    /// <summary>How far back it looks.</summary>
    public abstract TimeSpan Window { get; }

    /// <summary>More tries than these change nothing.</summary>
    public abstract int Most { get; }

    /// <summary>How long the next try has to wait; <c>null</c> when it need not.</summary>
    /// <param name="made">The tries of the window, newest first.</param>
    public abstract TimeSpan? WaitOf(IReadOnlyList<DateTime> made, DateTime now);
}

/// <summary>So many a minute and so many an hour.</summary>
internal sealed class Allowance : Limit
{
    [Range(1, 1_000_000)]
    public int PerMinute { get; set; }

    [Range(1, 1_000_000)]
    public int PerHour { get; set; }

    public override TimeSpan Window => TimeSpan.FromHours(1);

    public override int Most => PerHour;

    public override TimeSpan? WaitOf(IReadOnlyList<DateTime> made, DateTime now)
    {
        if (made.Count >= PerHour)
            return made[PerHour - 1].AddHours(1) - now;
        if (made.Count >= PerMinute && made[PerMinute - 1].AddMinutes(1) is var free && free > now)
            return free - now;
        return null;
    }
}

/// <summary>So many a day at any pace; after them each try waits twice as long as the one before, up to the longest wait.</summary>
internal sealed class Patience : Limit
{
    // From one second to a day in doublings.
    private const int Doublings = 17;

    /// <summary>Tries a day without a wait.</summary>
    [Range(1, 1_000_000)]
    public int Free { get; set; }

    [Range(1, 86_400)]
    public int FirstWaitSeconds { get; set; }

    [Range(1, 86_400)]
    public int LongestWaitSeconds { get; set; }

    public override TimeSpan Window => TimeSpan.FromDays(1);

    public override int Most => Free + Doublings;

    public override TimeSpan? WaitOf(IReadOnlyList<DateTime> made, DateTime now)
    {
        if (made.Count < Free)
            return null;
        var seconds = Math.Min(LongestWaitSeconds, FirstWaitSeconds * (1L << (made.Count - Free)));
        return made[0].AddSeconds(seconds) is var free && free > now ? free - now : null;
    }
}
