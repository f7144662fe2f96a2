namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>
/// The permissions that several modules speak of. Each is declared by the module that owns it (<see cref="Http.IModule.Permissions"/>),
/// with its text, the roles that carry it and the token scopes that allow it; one that a single module needs has its name there alone.
/// </summary>
public static class Permissions
{
    /// <summary>Settings, spaces, tiers, checklist.</summary>
    public const string ManageCommunity = "community.manage";

    /// <summary>Write, publish, import and take back articles.</summary>
    public const string WriteContent = "content.write";

    /// <summary>See members and their grants, explain access.</summary>
    public const string ManageMembers = "members.manage";

    /// <summary>Close, pin, move, edit and delete what others said; see what is held or deleted.</summary>
    public const string ModerateTopics = "topics.moderate";

    /// <summary>Decide about what was reported, held or appealed; warn and slow members.</summary>
    public const string HandleReports = "moderation.handle";

    /// <summary>Watched words, rules of the screening, trust levels, floods of joins.</summary>
    public const string ManageScreening = "screening.manage";

    /// <summary>Give and take roles, and change what they may do: the owner's alone.</summary>
    public const string ManageRoles = "roles.manage";

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
}
