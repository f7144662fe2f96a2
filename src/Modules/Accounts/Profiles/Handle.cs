using System.Text;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Accounts.Profiles;

/// <summary>
/// The name by which a member is found: small Latin letters, digits and single hyphens, so that nothing in it is invisible or of another
/// alphabet. Two handles never differ by what nobody can tell apart: o and 0, i, l and 1, rn and m, vv and w, hyphens.
/// </summary>
internal static class Handle
{
    public const int MinLength = 3, MaxLength = 30;

    /// <summary>As it is kept and shown.</summary>
    /// <exception cref="Refused">422 at the field "handle".</exception>
    public static string Check(string typed)
    {
        var handle = Tidy(typed);
        if (handle.Length is < MinLength or > MaxLength)
            throw Refused.AtField("handle", "handle_length", "A handle has {0} to {1} characters.", MinLength, MaxLength);
        if (!handle.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-') || !handle.Any(char.IsAsciiLetter)
            || Slug.Check(handle) is SlugFault.BadCharacter)
            throw Refused.AtField("handle", "handle_malformed", "A handle uses letters a to z, digits and single hyphens, with at least one letter.");
        return Slug.Check(handle) is SlugFault.Reserved
            ? throw Refused.AtField("handle", "handle_reserved", "\"{0}\" is reserved. Choose another handle.", handle)
            : handle;
    }

    /// <summary>Full-width letters of a Chinese keyboard and capitals are the plain ones; nothing is left out without a word.</summary>
    public static string Tidy(string typed) => WellFormed.Compatible(typed.Trim().TrimStart('@')).ToLowerInvariant();

    /// <summary>What two handles that look alike have in common (after UTS 39, for the letters that are allowed here).</summary>
    public static string Skeleton(string handle) => handle.Replace("-", "", StringComparison.Ordinal)
        .Replace("rn", "m", StringComparison.Ordinal).Replace("vv", "w", StringComparison.Ordinal)
        .Replace('o', '0').Replace('i', '1').Replace('l', '1');
}
