using System.Globalization;
using Guildhall.Payments.Costs;

namespace Guildhall.Payments.Ledger;

/// <summary>Accounts of what is spent, where it is paid from, and what is owed to authors, partners and suppliers.</summary>
internal static partial class Accounts
{
    /// <summary>What all accounts of one sort begin with.</summary>
    public const string
        AnyRevenue = "revenue:", AnyRefunds = "refunds:", AnyCost = "cost:", AnyFees = "fees:", AnyShare = "share:",
        AnyDisputes = "disputes:", AnyPayable = "payable:", AnyMember = "payable:member:";

    /// <summary>Bills that have come and are not paid.</summary>
    public const string Suppliers = "payable:suppliers";

    /// <summary>Spent by the operator.</summary>
    public static string Cost(CostKind kind) => AnyCost + kind switch
    {
        CostKind.Production => "production",
        CostKind.Marketing => "marketing",
        _ => "operation",
    };

    /// <summary>Where a cost or a payout was paid from; for a cost also that it is not paid yet.</summary>
    public static string Of(PaidFrom from) => from switch
    {
        PaidFrom.Bank => "bank:main",
        PaidFrom.Cash => "cash:main",
        _ => Suppliers,
    };

    /// <summary>An author's or a partner's part of what was sold, by stream of income.</summary>
    public static string Share(string stream) => AnyShare + stream;

    /// <summary>Owed to a member.</summary>
    public static string Member(long memberId) => AnyMember + memberId.ToString(CultureInfo.InvariantCulture);

    /// <returns><c>null</c> for an account that is no member's.</returns>
    public static long? MemberOf(string account) =>
        account.StartsWith(AnyMember, StringComparison.Ordinal)
        && long.TryParse(account.AsSpan(AnyMember.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
