using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Payments;

/// <summary>What this module declares.</summary>
internal static class BookPermissions
{
    /// <summary>Write into the books by hand: costs, shares, payouts, decisions about differences.</summary>
    public const string Keep = "money.keep_books";

    public static readonly IReadOnlyList<PermissionInfo> All =
    [
        new(Permissions.ReadMoney, "view orders and the ledger") { Scopes = ["orders:read", "orders:write"] },
        new(Permissions.Refund, "refund orders") { Scopes = ["orders:write"] },
        new(Keep, "keep the books") { Scopes = ["orders:write"] },
    ];

    public static readonly IReadOnlyList<TokenScope> Scopes =
        [new("orders:read", "View orders and the money ledger"), new("orders:write", "Buy and refund")];
}
