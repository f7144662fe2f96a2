using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Memberships.Restrictions;

/// <summary>What restrictions are called among people.</summary>
internal static class RestrictionWords
{
    /// <returns>A text key.</returns>
    public static string Name(RestrictionKind kind) => kind switch
    {
        RestrictionKind.Silenced => "muted",
        RestrictionKind.Suspended => "suspended",
        _ => "banned",
    };

    /// <returns>A text key.</returns>
    public static string About(RestrictionKind kind) => kind switch
    {
        RestrictionKind.Silenced => "Can read, but not post.",
        RestrictionKind.Suspended => "No members-only content and no posting, until a set day. Paid time keeps running.",
        _ => "Suspended with no end date.",
    };
}
