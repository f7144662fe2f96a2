using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Memberships.Tiers;

namespace Guildhall.Memberships.Selling;

/// <summary>How long a purchase runs.</summary>
/// <param name="Days">With <see cref="Interval.Days"/>.</param>
/// <param name="LastDay">With <see cref="Interval.Until"/>.</param>
internal sealed record Term(Interval Interval, int? Days = null, DateOnly? LastDay = null)
{
    public static Term Of(PriceTerms price) => new(price.Interval, price.Days, price.LastDay);

    public static Term Of(TierPrice price) => new(price.Interval, price.Days, price.LastDay);

    public static Term Trial(int days) => new(Interval.Days, days);

    /// <summary>The end of a period that starts here and joins nothing, UTC; <c>null</c> for none.</summary>
    public DateTime? After(DateTime from, TimeZoneInfo zone) => Interval switch
    {
        Interval.Lifetime => null,
        Interval.Days => Intervals.AddDays(from, Days!.Value, zone),
        Interval.Until => Intervals.EndOf(LastDay!.Value, zone),
        _ => Interval.After(from, zone),
    };

    /// <summary>The end of a period that joins on to a run.</summary>
    public DateTime? Behind(UnbrokenRun run, TimeZoneInfo zone) =>
        Interval.Renews() ? run.Continue(Interval.Months()) : After(run.End, zone);
}
