using System.Globalization;
using System.Net.Mail;
using System.Text;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Accounts.Credentials;

/// <summary>What may stand in the fields of a member; each answers what is stored, or refuses at its field.</summary>
internal static class MemberFields
{
    public const int NameLength = 60;
    public const int EmailLength = 254;

    // On one letter; no writing system needs more.
    private const int MaxMarks = 6;

    public static string Name(string? name)
    {
        name = (name ?? "").Trim();
        if (name.Length == 0)
            throw Refused.AtField("name", "name_missing", "Enter your name.");
        if (name.Length > NameLength)
            throw Refused.AtField("name", "name_too_long", "Use at most {0} characters.", NameLength);
        if (!Visible(name))
            throw Refused.AtField("name", "name_invalid", "This contains characters that can't be shown.");
        return name;
    }

    public static string Email(string? email)
    {
        email = (email ?? "").Trim();
        if (email.Length == 0)
            throw Refused.AtField("email", "email_missing", "Enter your email address.");
        if (!IsAddress(email))
            throw Refused.AtField("email", "email_invalid", "This is not an email address, such as name@example.org.");
        return email;
    }

    /// <summary>The length first: what comes after it, here and where an address is looked up, would take long over a long text.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= EmailLength && Visible(text) && !text.Any(char.IsWhiteSpace) && MailAddress.TryCreate(text, out var address)
        && address.Address == text;

    public static string Language(string? language) =>
        Kernel.Ui.Language.Known(language) ?? throw Refused.AtField("language", "language_unknown", "Choose one of the languages.");

    public static string TimeZone(string? zone) => TimeZones.IsKnown(zone)
        ? zone!
        : throw Refused.AtField("timeZone", "time_zone_unknown", "Choose a time zone from the list, such as Asia/Shanghai.");

    /// <summary>
    /// Whether it can be shown to others as it is: no control characters, nothing that turns the direction of writing, some ink, and no
    /// heap of marks that runs into the lines around it.
    /// </summary>
    public static bool Visible(string text)
    {
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is 0xFFFD or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
                return false;
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.PrivateUse:
                    return false;
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                    if (++marks > MaxMarks)
                        return false;
                    break;
                default:
                    marks = 0;
                    break;
            }
        }
        return WellFormed.HasInk(text);
    }
}
