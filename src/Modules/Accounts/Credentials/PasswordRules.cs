using Guildhall.Kernel.Http;

namespace Guildhall.Accounts.Credentials;

/// <summary>
/// Length, and not one of those that are tried first (NIST SP 800-63B-4, section 3.1.1.2; OWASP ASVS 5.0, 6.2):
/// no rules about kinds of characters, no truncation.
/// </summary>
internal static class PasswordRules
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    /// <summary>About 270 million guesses: below it a password falls to any list of common ones.</summary>
    private const double EnoughBits = 28;

    /// <exception cref="Refused">At the field; the password is never part of the message.</exception>
    public static void Check(string? password, string name, string email, string field = "password")
    {
        password ??= "";
        if (password.EnumerateRunes().Take(MinLength).Count() < MinLength)
            throw Refused.AtField(field, "password_too_short", "Use at least {0} characters.", MinLength);
        if (IsTooLong(password))
            throw Refused.AtField(field, "password_too_long", "Use at most {0} characters.", MaxLength);
        if (Guesses.Bits(password, []) < EnoughBits)
            throw Refused.AtField(field, "password_common", "This is one of the first passwords attackers try. Choose a longer one, such as four unrelated words.");
        if (Guesses.Bits(password, PersonalWords(name, email)) < EnoughBits)
            throw Refused.AtField(field, "password_personal", "This is too close to your name, your email address or this site's name. Choose something no one would guess.");
    }

    /// <summary>Whether it cannot be anybody's password; reads no more of it than that takes.</summary>
    public static bool IsTooLong(string password) => password.EnumerateRunes().Skip(MaxLength).Any();

    private static IEnumerable<string> PersonalWords(string name, string email) =>
        email.Split('@', '.', '-', '_', '+').Concat(name.Split(' ', '-', '.', '·'))
            .Append(email).Append(name).Append(name.Replace(" ", "")).Append("guildhall").Append("书院")
            .Where(word => word.Length >= (word.Any(c => c > 0x2E7F) ? 2 : 3));
}
