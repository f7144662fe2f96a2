namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>What roles may do. A route names one of these as its policy.</summary>
public static class Permissions
{
    /// <summary>Settings, spaces, tiers, roles, checklist.</summary>
    public const string ManageCommunity = "community.manage";

    /// <summary>Write, publish, import and take back articles.</summary>
    public const string WriteContent = "content.write";

    /// <summary>See members and their grants, explain access.</summary>
    public const string ManageMembers = "members.manage";

    /// <summary>See orders, payments and the money ledger.</summary>
    public const string ReadMoney = "money.read";

    /// <summary>Refund orders.</summary>
    public const string Refund = "money.refund";

    /// <summary>See the numbers.</summary>
    public const string ReadInsights = "insights.read";

    /// <summary>See the machine: outbox, dead letters, jobs. Only the owner of the installation.</summary>
    public const string Operate = "installation.operate";

    /// <summary>Read what any tier of the community may read.</summary>
    public const string ReadEverything = "content.read_all";

    /// <summary>Every permission that there is.</summary>
    public static readonly IReadOnlyList<string> All =
        [ManageCommunity, WriteContent, ManageMembers, ReadMoney, Refund, ReadInsights, Operate, ReadEverything];
}
