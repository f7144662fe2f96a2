using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui;

namespace Guildhall.Memberships.Tiers;

/// <summary>What intervals are called where tiers are managed.</summary>
internal static class IntervalWords
{
    public static string Name(Interval interval, Texts T) => interval switch
    {
        Interval.Month => T["Month"],
        Interval.Quarter => T["Quarter"],
        Interval.Year => T["Year"],
        Interval.Lifetime => T["Lifetime"],
        Interval.Days => T["Fixed length"],
        _ => T["Fixed end"],
    };
}
