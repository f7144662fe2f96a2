using Guildhall.Kernel.Contracts.Memberships;


namespace Guildhall.Memberships.Selling;

/// <summary>
/// Periods of a tier that follow each other without a gap. Their months are counted from the day the run began, so that a short
/// month does not shorten those behind it: 31 January, 28 February, 31 March. A piece of another length, such as a gift until
/// some day, starts the count anew at its end.
/// </summary>
/// <param name="start">UTC.</param>
internal sealed class UnbrokenRun(DateTime start, TimeZoneInfo zone)
{
    private DateTime _countedFrom = start;
    private int _months;

    /// <summary>UTC, exclusive.</summary>
    public DateTime End { get; private set; } = start;

    /// <summary>Adds the period that begins next; it may overlap what was added before, and leaves no gap behind it.</summary>
    public void Extend(DateTime from, DateTime until)
    {
        if (until <= End)
            return;
        if (Intervals.MonthsBetween(_countedFrom, until, zone) is { } all)
            _months = all;
        // Until it was repaired, each period was counted from the end of the last one: those days come back with the next period.
        else if (from == End && Intervals.MonthsBetween(from, until, zone) is { } own)
            _months += own;
        else
            (_countedFrom, _months) = (until, 0);
        End = until;
    }

    /// <summary>The end of a period of so many months that joins on.</summary>
    public DateTime Continue(int months) => Intervals.AddMonths(_countedFrom, _months + months, zone);
}
