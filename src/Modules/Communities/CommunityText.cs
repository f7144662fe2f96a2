using System.ComponentModel;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;

namespace Guildhall.Communities;

/// <summary>Judges what is typed about a community, field by field.</summary>
internal static class CommunityText
{
    public const int MaxName = 80, MaxSlug = 40, MaxDescription = 300, MaxPromise = 80, MaxEssay = 2000, MaxRules = 20_000;

    public static string Name(string? typed, string field = "name")
    {
        var name = typed?.Trim() ?? "";
        if (!WellFormed.HasInk(name))
            throw Refused.AtField(field, "name_missing", "Enter a name for the community.");
        return Within(field, name, MaxName, "name_too_long", "A name can have at most {0} characters.");
    }

    /// <summary>
    /// The address as typed, or one made from the name. ASCII only: it begins every address, and people read it out and type it.
    /// </summary>
    public static string Slug(string? typed, string name)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return ProposeSlug(name);
        var slug = typed.Trim();
        // First: a space's address may hold Chinese characters, and what it is refused with says so.
        if (!slug.All(char.IsAscii) || slug.Length is < 2 or > MaxSlug || Kernel.Values.Slug.Check(slug) == SlugFault.BadCharacter)
            throw Refused.AtField("slug", "slug_bad", "An address has 2 to {0} characters: lower-case letters a to z, digits and single hyphens.", MaxSlug);
        SpaceText.CheckSlug(slug);
        return slug;
    }

    /// <summary>Never empty: a name without Latin letters gives a plain word that the operator can change.</summary>
    public static string ProposeSlug(string name)
    {
        var slug = string.Concat(Kernel.Values.Slug.From(name, "guild").Where(char.IsAscii)).Trim('-')
            .Replace("--", "-", StringComparison.Ordinal);
        if (slug.Length > MaxSlug)
            slug = slug[..MaxSlug].TrimEnd('-');
        return slug.Length >= 2 && Kernel.Values.Slug.Check(slug) == SlugFault.None ? slug : "guild";
    }

    public static string Description(string? typed) =>
        Within("description", typed?.Trim() ?? "", MaxDescription, "description_too_long", "A description can have at most {0} characters.");

    /// <summary>One line, which stands in large letters.</summary>
    public static string Promise(string? typed) => Within(
        "promise", string.Join(' ', Lines(typed).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)), MaxPromise,
        "promise_too_long", "The promise can have at most {0} characters, so it fits in large type.");

    public static string Questions(string? typed) =>
        Within("questions", Lines(typed), MaxRules, "text_too_long", "This text can have at most {0} characters.");

    public static string Essay(string field, string? typed) =>
        Within(field, Lines(typed), MaxEssay, "text_too_long", "This text can have at most {0} characters.");

    public static string Accent(string? chosen) =>
        string.IsNullOrEmpty(chosen) ? Accents.Default
        : Accents.All.Contains(chosen) ? chosen
        : throw Refused.AtField("accent", "accent_unknown", "Choose one of the colours shown.");

    public static string Language(string? chosen) =>
        Kernel.Ui.Language.Known(chosen) ?? throw Refused.AtField("language", "language_unknown", "Choose Chinese or English.");

    public static string TimeZone(string? typed)
    {
        var zone = typed?.Trim();
        return TimeZones.IsKnown(zone) ? zone! : throw Refused.AtField(
            "timeZone", "time_zone_unknown", "Choose a time zone, e.g. {0}.", "Asia/Shanghai");
    }

    public static string Currency(string? chosen) =>
        Currencies.Find(chosen?.Trim())?.Code ?? throw Refused.AtField("currency", "currency_unknown", "Choose a currency by its ISO 4217 code, e.g. {0}.", "CNY");

    /// <summary>Browsers post CR LF; what is kept has LF.</summary>
    public static string Lines(string? typed) => typed?.ReplaceLineEndings("\n").Trim() ?? "";

    private static string Within(string field, string text, int limit, string code, [Localizable(true)] string message) =>
        text.Length <= limit ? text : throw Refused.AtField(field, code, message, limit);
}
