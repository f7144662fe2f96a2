namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>
/// What a price buys. Months, quarters and years are counted by the community's calendar; periods that join on to each other from the day
/// on which the first of them began.
/// </summary>
public enum Interval
{
    Month,
    Quarter,
    Year,

    /// <summary>No end.</summary>
    Lifetime,

    /// <summary>A number of days that the price names, counted from joining.</summary>
    Days,

    /// <summary>Until a day that the price names, the same for everybody, whenever they join.</summary>
    Until,
}
