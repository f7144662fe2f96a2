using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Orders;

namespace Guildhall.Payments.Checkouts;

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
    /// <returns><c>null</c> when a period without an end stands in the way, so that there is nothing to sell.</returns>
    public static (DateTime From, DateTime Until)? Find(IEnumerable<HeldPeriod> held, Interval interval, DateTime now, TimeZoneInfo zone)
    {
        UnbrokenRun? run = null;
        foreach (var period in held.OrderBy(p => p.From))
        {
            if (run is null || period.From > run.End)
            {
                if (Behind(run) is var fits && fits.Until <= period.From)
                    return fits;
                run = new UnbrokenRun(period.From, zone);
            }
            if (period.Until is not { } until)
                return null;
            run.Extend(period.From, until);
        }
        return Behind(run);

        (DateTime From, DateTime Until) Behind(UnbrokenRun? run) =>
            run is null || run.End < now ? (now, interval.After(now, zone)) : (run.End, run.Continue(interval.Months()));
    }
}
