namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>What a price buys: one calendar month or one calendar year, by the community's clock.</summary>
public enum Interval
{
    Month,
    Year,
}
