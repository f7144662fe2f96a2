using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>A file that cannot be taken in, and why.</summary>
internal sealed class RowRefused(ImportNote why) : Exception(why.Text)
{
    public ImportNote Why { get; } = why;
}

/// <summary>What one Markdown file says of itself.</summary>
/// <param name="Body">The text without its front matter.</param>
/// <param name="Slug">The address that it asks for by its front matter or its name; not yet checked against others.</param>
/// <param name="SlugIsOwn">The front matter names it.</param>
/// <param name="PublishedAt">UTC; <c>null</c> where it names no date.</param>
/// <param name="Access">"open", "space" or a tier's address, where the front matter says.</param>
internal sealed record MarkdownFile(
    string Path, string Body, string Title, string Slug, bool SlugIsOwn, bool IsDraft, DateTime? PublishedAt, FrontValue? Access,
    string Language,
    List<ImportNote> Notes);

/// <summary>
/// Reads Markdown files of a folder, one at a time and whole, since a text is short; the next one takes its place in memory.
/// </summary>
internal sealed class MarkdownReader(IImportFolder folder, TimeZoneInfo zone, DateTime now)
{
    private readonly PublicationDates _dates = new(zone, now);
    private readonly ClosedSections _sections = new(folder);

    // A character takes at most four bytes in UTF-8.
    private const long MaxBytes = 4L * Article.MaxMarkdown;

    /// <exception cref="RowRefused">It cannot be an article.</exception>
    public MarkdownFile Read(ImportEntry entry)
    {
        var notes = new List<ImportNote>();
        var text = TextOf(folder, entry, notes);
        try
        {
            var (front, body) = FrontMatter.Split(text);
            return Describe(entry.Path, front, body, notes);
        }
        catch (FrontMatterWrong wrong)
        {
            throw new RowRefused(wrong.Note);
        }
    }

    /// <param name="notes">Told what is not UTF-8 in it.</param>
    /// <exception cref="RowRefused">It is too large, or no text.</exception>
    public static string TextOf(IImportFolder folder, ImportEntry entry, List<ImportNote> notes)
    {
        if (entry.Size > MaxBytes)
            throw new RowRefused(ImportNote.Error(ImportTexts.TooLarge, Megabytes(entry.Size)));
        var text = Decode(Bytes(folder, entry), notes);
        return text.Length <= Article.MaxMarkdown ? text : throw new RowRefused(ImportNote.Error(ImportTexts.TooLong));
    }

    private MarkdownFile Describe(string path, FrontMatter front, string body, List<ImportNote> notes)
    {
        var signs = ClosedSigns.Of(folder.Name + "/" + path, front, body);
        if (_sections.Of(path) is { } section)
            signs = [section, .. signs];
        notes.AddRange(signs);
        notes.AddRange(front.Repeated.Select(r => ImportNote.Warning(ImportTexts.RepeatedName, r.LineText, r.Short)));
        var home = HomePage.TitleOf(front);
        if (home is not null)
            body = HomePage.ToMarkdown(front) + body;
        if (string.IsNullOrWhiteSpace(body))
            throw new RowRefused(ImportNote.Warning(ImportTexts.Empty));

        var name = _dates.NameOf(path).Name;
        var title = TidyTitle(front.FirstOf("title")?.Text ?? home ?? HeadingOf(body) ?? name.Replace('-', ' ').Replace('_', ' '), notes);
        var (publishedAt, isHidden) = _dates.Read(path, front, notes);
        var (slug, own) = SlugOf(front, path, name, title, notes);
        var isDraft = isHidden || signs.Count > 0;
        return new MarkdownFile(path, body, title, slug, own, isDraft, publishedAt, AccessOf(front), LanguageOf(front, body, notes), notes);
    }

    private static byte[] Bytes(IImportFolder folder, ImportEntry entry)
    {
        try
        {
            using var stream = folder.Open(entry);
            using var memory = new MemoryStream((int)Math.Min(entry.Size, MaxBytes));
            stream.CopyTo(memory);
            return memory.ToArray();
        }
        catch (InvalidDataException)
        {
            throw new RowRefused(ImportNote.Error(ImportTexts.Damaged));
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new RowRefused(ImportNote.Error(ImportTexts.Unreadable));
        }
    }

    private static string Decode(byte[] bytes, List<ImportNote> notes)
    {
        var (text, encoding) = TextDecoding.Decode(bytes);
        if (text.Contains('\0'))
            throw new RowRefused(ImportNote.Error(ImportTexts.NotText));
        if (encoding is not null)
            notes.Add(encoding == "UTF-8" ? ImportNote.Warning(ImportTexts.Garbled) : ImportNote.Warning(ImportTexts.Decoded, encoding));
        return text.ReplaceLineEndings("\n");
    }

    private static (string Slug, bool Own) SlugOf(FrontMatter front, string path, string name, string title, List<ImportNote> notes)
    {
        if (front.FirstOf("slug") is { } wanted)
        {
            if (Slug.Check(wanted.Text) == SlugFault.None)
                return (wanted.Text, true);
            var made = Slug.From(wanted.Text, "article");
            notes.Add(ImportNote.Warning(ImportTexts.BadSlug, wanted.LineText, wanted.Short, made));
            return (made, true);
        }
        if (!ImportNames.IsIntroduction(path))
            return (Slug.From(name, "article"), false);
        var folder = Path.GetFileName(Files.SourcePath.FolderOf(path));
        return (Slug.From(folder.Length > 0 ? folder : title, "article"), false);
    }

    /// <summary>A setting that is there and names nobody is not passed over: the article could be open by mistake.</summary>
    private static FrontValue? AccessOf(FrontMatter front)
    {
        var (access, tier) = (front["access"], front["tier"]);
        if ((access is { Text.Length: 0 } ? access : tier is { Text.Length: 0 } ? tier : null) is { } empty)
            throw new FrontMatterWrong(empty.Line, ImportTexts.NoAccess);
        if (access is not null && tier is not null && !access.Text.Equals(tier.Text, StringComparison.OrdinalIgnoreCase))
            throw new FrontMatterWrong(tier.Line, ImportTexts.TwoAccesses);
        return access ?? tier;
    }

    private static string LanguageOf(FrontMatter front, string body, List<ImportNote> notes)
    {
        var told = TextLanguage.Of(body);
        if (front.FirstOf("lang", "language") is not { } value)
            return told;
        if (value.Text.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            return "zh";
        if (value.Text.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            return "en";
        notes.Add(ImportNote.Warning(ImportTexts.BadLanguage, value.LineText, value.Short));
        return told;
    }

    /// <summary>The text's first heading of the highest level, as words without marks; <c>null</c> where it has none at its head.</summary>
    private static string? HeadingOf(string body)
    {
        var lines = 0;
        var fenced = false;
        foreach (var line in body.AsSpan().EnumerateLines())
        {
            if (++lines > 60)
                break;
            if (line.StartsWith("```") || line.StartsWith("~~~"))
                fenced = !fenced;
            else if (!fenced && line.StartsWith("# "))
                return WordsOf(line.Length > 1000 ? line[..1000].ToString() : line.ToString());
        }
        return null;
    }

    /// <summary>
    /// A heading that is itself too tangled to render gives no title: the file's name does, and the text's own refusal follows.
    /// </summary>
    private static string? WordsOf(string line)
    {
        try
        {
            return MarkdownRenderer.Render(line).FirstHeading is { Length: > 0 } words ? words : null;
        }
        catch (MarkdownRefused)
        {
            return null;
        }
    }

    private static string TidyTitle(string title, List<ImportNote> notes)
    {
        var plain = string.Join(' ',
            new string([.. title.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (plain.Length <= Article.MaxTitle)
            return plain.Length > 0 ? plain : "…";
        notes.Add(ImportNote.Warning(ImportTexts.TitleCut, Article.MaxTitle.ToString(CultureInfo.InvariantCulture)));
        return plain[..(char.IsHighSurrogate(plain[Article.MaxTitle - 2]) ? Article.MaxTitle - 2 : Article.MaxTitle - 1)] + "…";
    }

    internal static string Megabytes(long bytes) => (bytes / (1024.0 * 1024)).ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>Tells the language of a text by its letters.</summary>
internal static class TextLanguage
{
    private const int Sample = 8000;

    /// <returns>"zh" where one letter in twelve or more is a Chinese character: such texts are full of English names.</returns>
    public static string Of(string text)
    {
        int han = 0, letters = 0;
        foreach (var character in text.AsSpan(0, Math.Min(Sample, text.Length)))
        {
            if (character is >= '\u4e00' and <= '\u9fff')
                han++;
            else if (char.IsAsciiLetter(character))
                letters++;
        }
        return han > 0 && han * 12 >= letters + han ? "zh" : "en";
    }
}
