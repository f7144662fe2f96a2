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
    List<ImportNote> Notes)
{
    /// <summary>Addresses that it had on its old site, as they are written.</summary>
    public IReadOnlyList<string> Former { get; init; } = [];

    /// <summary>Names of the front matter that mean nothing here.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];
}

/// <summary>
/// Reads Markdown files of a folder, one at a time and whole, since a text is short; the next one takes its place in memory.
/// </summary>
internal sealed class MarkdownReader(IImportFolder folder, TimeZoneInfo zone, DateTime now)
{
    private readonly PublicationDates _dates = new(zone, now);
    private readonly ClosedSections _sections = new(folder);
    private readonly ForeignMarks _marks = new(new SourceSite(folder));

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

        body = _marks.Translate(path, body, notes);
        var name = SourceNames.WithoutNotionId(_dates.NameOf(path).Name);
        var title = TidyTitle(front.FirstOf("title")?.Text ?? home ?? MarkdownRenderer.TitleOf(body) ?? TitleByName(path, name), notes);
        var (publishedAt, isHidden) = _dates.Read(path, front, notes);
        var (slug, own) = SlugOf(front, path, name, title, notes);
        var isDraft = isHidden || signs.Count > 0;
        return new MarkdownFile(path, body, title, slug, own, isDraft, publishedAt, AccessOf(front), LanguageOf(front, body, notes), notes)
        {
            Former = SiteAddresses.Former(front),
            Unused = UsedNames.Others(front),
        };
    }

    // The introduction of a folder is called like every other; the folder's own name says more.
    private static string TitleByName(string path, string name) => SourceNames.AsTitle(
        ImportNames.IsIntroduction(path) && Path.GetFileName(Files.SourcePath.FolderOf(path)) is { Length: > 0 } folder
            ? SourceNames.WithoutNotionId(folder) : name);

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
