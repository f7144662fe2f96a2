using System.Globalization;
using System.Text;

namespace Guildhall.Reviews.Diffs;

/// <summary>Writes a diff as git does, so that it can be applied. What was read is written the same, without the prose around it.</summary>
internal static class DiffWriter
{
    public static string Write(Diff diff)
    {
        var text = new StringBuilder();
        foreach (var file in diff.Files)
            Write(file, text);
        return text.ToString();
    }

    private static void Write(DiffFile file, StringBuilder text)
    {
        var before = file.OldPath ?? file.Path;
        text.Append(CultureInfo.InvariantCulture, $"diff --git {Quoted("a/" + before)} {Quoted("b/" + file.Path)}\n");
        text.Append(file.Change switch
        {
            FileChange.Added => "new file mode 100644\n",
            FileChange.Deleted => "deleted file mode 100644\n",
            FileChange.Renamed => $"rename from {Quoted(before)}\nrename to {Quoted(file.Path)}\n",
            FileChange.Copied => $"copy from {Quoted(before)}\ncopy to {Quoted(file.Path)}\n",
            _ => "",
        });
        if (file.IsBinary)
            text.Append(CultureInfo.InvariantCulture, $"Binary files {Quoted("a/" + before)} and {Quoted("b/" + file.Path)} differ\n");
        if (file.Hunks.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"--- {(file.Change == FileChange.Added ? "/dev/null" : Quoted("a/" + before))}\n");
        text.Append(CultureInfo.InvariantCulture, $"+++ {(file.Change == FileChange.Deleted ? "/dev/null" : Quoted("b/" + file.Path))}\n");
        foreach (var hunk in file.Hunks)
        {
            text.Append(CultureInfo.InvariantCulture, $"@@ -{hunk.OldStart},{hunk.OldCount} +{hunk.NewStart},{hunk.NewCount} @@");
            text.Append(hunk.Section.Length == 0 ? "\n" : $" {hunk.Section}\n");
            foreach (var line in hunk.Lines)
            {
                text.Append(line.Kind switch { LineKind.Added => '+', LineKind.Removed => '-', _ => ' ' }).Append(line.Text).Append('\n');
                if (line.EndsFile)
                    text.Append("\\ No newline at end of file\n");
            }
        }
    }

    /// <summary>Git quotes names with control characters, quotes and backslashes; others stand as UTF-8 here, which it reads too.</summary>
    private static string Quoted(string name) => !name.Any(c => c is '"' or '\\' or < ' ') ? name
        : "\"" + string.Concat(name.Select(c => c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            < ' ' => $"\\{Convert.ToString(c, 8).PadLeft(3, '0')}",
            _ => c.ToString(),
        })) + "\"";
}
