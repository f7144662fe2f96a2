using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>Why a typed slug was refused; <see cref="None"/> means it may be used.</summary>
public enum SlugFault
{
    None,
    Missing,
    BadCharacter,
    TooLong,
    Reserved,
}

/// <summary>
/// The readable last part of an address. Latin letters are folded to plain lower case, every other script is kept as it is
/// (browsers show 分布式锁 though it travels percent-encoded), everything else becomes a single hyphen.
/// </summary>
public static class Slug
{
    /// <summary>Longest slug, in UTF-16 units.</summary>
    public const int MaxLength = 80;

    // First segments of our own routes and names that would pass for them or for a file of the house.
    private static readonly FrozenSet<string> Reserved = (
        "about account accounts activity admin all api app apps archive articles assets atom auth authorize billing blog callback "
        + "cart categories certificates channel channels chat checkout communities community contact courses create css dashboard default "
        + "delete download downloads drafts edit email error errors events explore export favicon feed feeds file files footer forum "
        + "groups guidelines health help home host hub id identity images img import inbox index insights integrations invite invites js "
        + "jobs latest ledger legal lessons library live login logout mail manage me media member members messages metrics moderation new "
        + "news none notifications null oauth openapi orders page pages password paywall posts pricing privacy profile public refund "
        + "register replies report reports robots root rss save search security self server session sessions settings setup shop "
        + "sign-in sign-out sign-up signin signout signup site sitemap spaces static stats status store subscribe support system "
        + "tags teams terms test tiers token topics trash tree undefined unsubscribe update upload uploads user users visitor "
        + "webhook webhooks well-known welcome wiki www"
    ).Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// A slug for a title, never empty, never reserved, at most <see cref="MaxLength"/> long and not cut inside a word
    /// where that can be helped.
    /// </summary>
    /// <param name="fallback">What kind of thing it is, itself a slug (<c>article</c>): stands in for a title without letters and
    /// is appended to a reserved word (<c>new-article</c>).</param>
    public static string From(string title, string fallback)
    {
        if (Check(fallback) is not (SlugFault.None or SlugFault.Reserved))
            throw new ArgumentException("The fallback must be a slug itself.", nameof(fallback));

        var slug = Cut(Hyphenate(title.CutTo(2_000)), MaxLength);
        if (slug.Length == 0)
            slug = fallback;
        return Reserved.Contains(slug) ? Cut($"{slug}-{(Reserved.Contains(fallback) ? "1" : fallback)}", MaxLength) : slug;
    }

    /// <summary>Whether a slug that a person typed can stand: already in canonical form, not reserved, not too long.</summary>
    public static SlugFault Check(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? SlugFault.Missing
        : typed.Length > MaxLength ? SlugFault.TooLong
        : Hyphenate(typed) != typed ? SlugFault.BadCharacter
        : Reserved.Contains(typed) ? SlugFault.Reserved
        : SlugFault.None;

    public static bool IsReserved(string slug) => Reserved.Contains(slug);

    /// <summary>
    /// The slug itself or, if taken, the first free of <c>slug-2</c>, <c>slug-3</c> …, cut to fit. Ask with the set of slugs that
    /// begin alike, read in one query; the unique index still decides.
    /// </summary>
    public static string Unique(string baseSlug, Func<string, bool> taken)
    {
        if (!taken(baseSlug) && !Reserved.Contains(baseSlug))
            return baseSlug;
        for (var number = 2; ; number++)
        {
            var suffix = "-" + number.ToString(CultureInfo.InvariantCulture);
            var candidate = Cut(baseSlug, MaxLength - suffix.Length) + suffix;
            if (!taken(candidate))
                return candidate;
        }
    }

    /// <inheritdoc cref="Unique(string, Func{string, bool})"/>
    public static string Unique(string baseSlug, IReadOnlySet<string> taken) => Unique(baseSlug, taken.Contains);

    // Lower case can undo a composition and the other way round ("İ"): done again until it holds, which two rounds always did.
    private static string Hyphenate(string text)
    {
        var slug = HyphenateOnce(text);
        for (var round = 0; round < 3 && HyphenateOnce(slug) is var again && again != slug; round++)
            slug = again;
        return slug;
    }

    private static string HyphenateOnce(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var rune in WellFormed.Compatible(Named(text)).EnumerateRunes())
        {
            if (Latin.Fold(rune) is { } folded)
                slug.Append(folded);
            else if (Rune.IsLetterOrDigit(rune) || (IsMark(rune) && slug.Length > 0 && slug[^1] != '-'))
                slug.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (rune.Value is not ('\'' or '\u2019') && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        return slug.ToString().Trim('-');
    }

    // Names that programmers write with signs and that would otherwise all become "c" or "net".
    private static string Named(string text)
    {
        foreach (var (name, spelled) in ((string, string)[])[("c++", "cpp"), ("c#", "csharp"), ("f#", "fsharp"), (".net", "dotnet")])
            for (var at = 0; (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += 1)
                if ((at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))
                    && (at + name.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + name.Length])))
                    text = $"{text[..at]} {spelled} {text[(at + name.Length)..]}";
        return text;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static string Cut(string slug, int length)
    {
        if (slug.Length <= length)
            return slug.Trim('-');
        if (char.IsLowSurrogate(slug[length]))
            length--;
        // A hyphen in the last third is a better place to cut than the middle of a word.
        var hyphen = slug[length] == '-' ? length : slug.LastIndexOf('-', length - 1, length / 3);
        return slug[..(hyphen > 0 ? hyphen : length)].TrimEnd('-');
    }
}
