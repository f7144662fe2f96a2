using System.Security.Cryptography;
using System.Text;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Coupons;

/// <summary>
/// The words of a coupon as people type them. Capital letters, digits and hyphens; O and 0, and I, L and 1, count as the same, so that
/// two codes never differ by what nobody can tell apart.
/// </summary>
internal static class CouponCode
{
    public const int MinLength = 3, MaxLength = 40;

    // Crockford's base 32: no I, L, O or U, so that a code survives the telephone.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>As it is kept and shown.</summary>
    /// <exception cref="Refused">422: too short, too long, or with letters that are none of these.</exception>
    public static string Check(string? typed)
    {
        var code = Tidy(typed);
        if (code.Length is < MinLength or > MaxLength)
            throw Refused.AtField("code", "code_length", "A code must have {0} to {1} characters.", MinLength, MaxLength);
        return code.All(c => c is >= 'A' and <= 'Z' or >= '0' and <= '9' or '-') ? code
            : throw Refused.AtField("code", "code_malformed", "A code uses letters A to Z, digits and hyphens.");
    }

    /// <summary>By which a code is found, and by which it is unique.</summary>
    public static string Fold(string? typed) =>
        Tidy(typed).Replace("-", "", StringComparison.Ordinal).Replace('O', '0').Replace('I', '1').Replace('L', '1');

    /// <summary>A code that nobody guesses: 50 bits behind the prefix.</summary>
    public static string Random(string prefix) =>
        $"{prefix}{(prefix.Length > 0 ? "-" : "")}{RandomNumberGenerator.GetString(Letters, 5)}-{RandomNumberGenerator.GetString(Letters, 5)}";

    /// <summary>Full-width letters of a Chinese keyboard are the plain ones; letters of other scripts stay what they are.</summary>
    private static string Tidy(string? typed) =>
        string.Concat(WellFormed.Compatible(typed ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
