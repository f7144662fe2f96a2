using System.Text.RegularExpressions;
using Guildhall.Content.Files;

namespace Guildhall.Content.Import;

/// <summary>When a text was published, by whatever name its head says so, else by the name of its file or folder.</summary>
/// <param name="zone">In which dates without a zone are meant.</param>
internal sealed partial class PublicationDates(TimeZoneInfo zone, DateTime now)
{
    // As HeadNames.Plain makes them; the first that can be read counts.
    private static readonly string[] Published =
    [
        "date", "date.published", "publishedat", "publishdate", "publisheddate", "datepublished", "pubdate", "pubdatetime", "published", "publishtime",
        "postdate", "日期", "发布日期", "发布时间",
    ];

    private static readonly string[] Created =
    [
        "date.created", "posted", "created", "createdat", "createtime", "createdate", "createddate", "creationdate", "datecreated",
        "创建日期", "创建时间",
    ];

    // Hugo and others show a text until then.
    private static readonly string[] Over =
    [
        "expirydate", "expiredate", "expirationdate", "expires", "expiresat", "unpublishdate", "unpublishat",
    ];

    public static IReadOnlySet<string> Names { get; } = Published.Concat(Created).Concat(Over).ToHashSet(StringComparer.Ordinal);

    /// <returns>
    /// UTC, <c>null</c> where no date can be read; and whether the dates keep it from being shown, which the notes then tell.
    /// </returns>
    public (DateTime? At, bool IsHidden) Read(string path, FrontMatter front, List<ImportNote> notes)
    {
        DateTime? found = null;
        FrontValue? ahead = null;
        foreach (var name in Published.Concat(Created))
        {
            if (front.Named(name) is not { } value)
                continue;
            if (!value.IsText || !DateForms.TryRead(value.Text, zone, out var at))
            {
                // "published" is a yes or no as well (ClosedSigns), and "date" a mapping of several with MkDocs.
                if (found is null && name != "published" && front.Named(name + ".created") is null)
                    notes.Add(ImportNote.Warning(ImportTexts.BadDate, value.LineText, value.IsText ? value.Short : name));
                continue;
            }
            // A later day of publication holds a text back, whatever other days it names.
            if (at > now && (found is null || Published.Contains(name)))
                ahead ??= value;
            found ??= at;
        }
        found ??= NameOf(path).Date ?? (ImportNames.IsIntroduction(path) ? NameOf(SourcePath.FolderOf(path)).Date : null);
        if (ahead is not null || found > now)
            notes.Add(ImportNote.Warning(ImportTexts.FutureDate, ahead?.LineText ?? "1"));
        var over = Over.Select(front.Named).FirstOrDefault(v => v is not null && IsOver(v));
        if (over is not null)
            notes.Add(ImportNote.Warning(ImportTexts.Expired, over.LineText, over.Short));
        return ahead is not null || found > now ? (null, true) : (found, over is not null);
    }

    /// <summary>A file's name without its ending, and without the date that it begins with, as Jekyll's do.</summary>
    public (string Name, DateTime? Date) NameOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var match = DatedName().Match(name);
        if (!match.Success || !DateForms.TryRead(match.Groups["day"].Value, zone, out var day))
            return (name, null);
        return (match.Groups["rest"] is { Success: true, Value: var rest } ? rest : name, day);
    }

    private bool IsOver(FrontValue value) =>
        !value.IsText || (DateForms.TryRead(value.Text, zone, out var until) ? until <= now : !ClosedSigns.IsNo(value.Text));

    [GeneratedRegex("^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_ ](?<rest>.+))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex DatedName();
}
