namespace Guildhall.Kernel.Events;

/// <summary>How long to wait between attempts at something that keeps failing.</summary>
public static class Backoff
{
    /// <summary>No wait is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// 1, 16, 81, 256, 625, 1296, 2401 … seconds after the first, second, third … failure, and never longer than an hour.
    /// </summary>
    public static TimeSpan After(int failures) => TimeSpan.FromSeconds(Math.Min(Math.Pow(failures, 4), Longest.TotalSeconds));
}
