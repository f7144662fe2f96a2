using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Memberships.Selling;

/// <summary>
/// Where a newly bought period lies among those that the buyer holds of the same tier: nobody pays for a day twice. It starts now
/// where nothing runs, or joins on to what does. A gap before a later period, as a refund leaves it, is taken only when all of the
/// new period fits into it; else it starts behind that one. To pay for a month and get the rest of a gap would be to pay twice,
/// and one period cannot be cut in two: a receipt names one, and a refund of either order must end exactly what that order
/// opened. The quote names both days, and says why when the start is later than expected.
/// </summary>
internal static class NextPeriod
{
    /// <param name="held">What has run, runs or will run. A period that joins on counts from the day on which all of it began.</param>
    /// <returns><c>null</c> when a period without an end, or one beyond the wanted end, stands in the way: there is nothing to
    /// sell.</returns>
    public static (DateTime From, DateTime? Until)? Find(IEnumerable<HeldPeriod> held, Term term, DateTime now, TimeZoneInfo zone)
    {
        var periods = held.OrderBy(p => p.From).ToList();
        if (term.Interval == Interval.Lifetime)
            // It takes the place of all that runs out; only another one without an end leaves nothing to sell.
            return periods.Exists(p => p.Until is null) ? null : (now, null);
        UnbrokenRun? run = null;
        foreach (var period in periods)
        {
            if (run is null || period.From > run.End)
            {
                if (Behind(run) is var fits && fits.Until > fits.From && fits.Until <= period.From)
                    return fits;
                run = new UnbrokenRun(period.From, zone);
            }
            if (period.Until is not { } until)
                return null;
            run.Extend(period.From, until);
        }
        return Behind(run) is var next && next.Until > next.From ? next : null;

        (DateTime From, DateTime? Until) Behind(UnbrokenRun? run) =>
            run is null || run.End < now ? (now, term.After(now, zone)) : (run.End, term.Behind(run, zone));
    }
}
