using Guildhall.Content.Files;

namespace Guildhall.Content.Import;

/// <summary>
/// Folders that their own <c>_index.md</c> closes for all that lies below: by <c>cascade</c> in Hugo
/// (gohugo.io/configuration/cascade), by <c>draft</c> in Zola (getzola.org/documentation/content/section).
/// </summary>
internal sealed class ClosedSections(IImportFolder folder)
{
    private readonly Dictionary<string, ImportNote?> _byFolder = new(StringComparer.Ordinal);

    /// <returns>Why a file below is closed; <c>null</c> where it is not.</returns>
    public ImportNote? Of(string path)
    {
        for (var above = path; above.Length > 0;)
        {
            above = SourcePath.FolderOf(above);
            if (!_byFolder.TryGetValue(above, out var why))
                _byFolder[above] = why = Read(above.Length == 0 ? "_index.md" : above + "/_index.md");
            if (why is not null)
                return why;
        }
        return null;
    }

    private ImportNote? Read(string path)
    {
        if (folder.Find(path) is not { } entry)
            return null;
        try
        {
            var front = FrontMatter.Split(MarkdownReader.TextOf(folder, entry, [])).Front;
            var sign = front.All.FirstOrDefault(v => IsForAll(v.Path) && ClosedSigns.Closes(v.Path, v.Value));
            return sign.Path is null ? null : ImportNote.Warning(ImportTexts.ClosedSection, path, sign.Path);
        }
        catch (Exception wrong) when (wrong is FrontMatterWrong or RowRefused)
        {
            // Its own row says so.
            return null;
        }
    }

    private static bool IsForAll(string path) =>
        path.Equals("draft", StringComparison.OrdinalIgnoreCase) || path.StartsWith("cascade.", StringComparison.OrdinalIgnoreCase);
}
