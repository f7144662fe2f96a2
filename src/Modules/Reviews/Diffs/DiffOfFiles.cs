using System.Text;

namespace Guildhall.Reviews.Diffs;

/// <summary>Files that were uploaded: those that are diffs as they are, others as if each were new.</summary>
internal static class DiffOfFiles
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Of(IEnumerable<(string Name, byte[] Content)> files)
    {
        var text = new StringBuilder();
        foreach (var (name, content) in files)
        {
            var words = Words(content);
            if (words is not null && DiffParser.Parse(words).Files.Count > 0)
                text.Append(words).Append(words.EndsWith('\n') ? "" : "\n");
            else
                text.Append(DiffWriter.Write(new Diff([New(name, words)])));
        }
        return text.ToString();
    }

    private static DiffFile New(string name, string? words)
    {
        if (words is null)
            return new DiffFile(name, null, FileChange.Added, true, []);
        var lines = words.Split('\n');
        var ends = lines[^1].Length > 0;
        if (!ends)
            lines = lines[..^1];
        return new DiffFile(name, null, FileChange.Added, false, lines.Length == 0 ? []
            : [new DiffHunk(0, 1, "", [.. lines.Select((l, n) => new DiffLine(
                LineKind.Added, null, n + 1, l.TrimEnd('\r'), ends && n == lines.Length - 1))])]);
    }

    /// <returns><c>null</c> for what is no text.</returns>
    private static string? Words(byte[] content)
    {
        if (content.Contains((byte)0))
            return null;
        try
        {
            return Strict.GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
