namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>
/// What a price buys: one calendar month or one calendar year, by the community's clock. Periods that join on to each other are
/// counted from the day on which the first of them began.
/// </summary>
public enum Interval
{
    Month,
    Year,
}
