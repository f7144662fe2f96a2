using Guildhall.Kernel.Values;

namespace Guildhall.Accounts.Credentials;

/// <summary>A code as somebody types it: in full-width digits of a Chinese keyboard, with blanks or hyphens, in any case.</summary>
internal static class TypedCode
{
    // Identity's own form: ABCDE-FGHJK.
    private const int HalfOfRecovery = 5;

    // Nobody types more; what comes after would only cost time.
    private const int MaxLength = 100;

    /// <summary>Letters and digits alone.</summary>
    public static string Plain(string? typed)
    {
        var text = (typed ?? "").CutTo(MaxLength);
        return string.Concat(WellFormed.Compatible(text).Where(char.IsLetterOrDigit)).ToUpperInvariant();
    }

    public static bool IsOfAuthenticator(string plain) => plain.Length == AuthenticatorCodes.Digits && plain.All(char.IsAsciiDigit);

    public static string Recovery(string plain) =>
        plain.Length == 2 * HalfOfRecovery ? $"{plain[..HalfOfRecovery]}-{plain[HalfOfRecovery..]}" : plain;
}
