using Guildhall.Kernel.Values;

namespace Guildhall.Content.Files;

/// <summary>
/// Which files of a folder a link may mean. Writers count on their site generator: paths stand from the file
/// (<c>./images/a.png</c>), from the site's root (<c>/docs/b.md</c>, where the root may lie above the folder that was
/// handed in), without an ending (<c>/redis/intro</c>) or with the built one (<c>intro.html</c>).
/// </summary>
internal static class SourcePath
{
    /// <summary>The file's own folders, from the source's root, e.g. <c>redis/images</c>; empty at the root.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>Whether the target could mean a file beside this one: no scheme, no host, not only a fragment.</summary>
    public static bool IsLocal(string target) =>
        target.Length > 0 && target[0] is not ('#' or '?') && !target.StartsWith("//", StringComparison.Ordinal) && !HasScheme(target);

    /// <summary>The part after <c>#</c>, as it was written; empty without one.</summary>
    public static string FragmentOf(string target) => target.IndexOf('#') is var hash and >= 0 ? target[(hash + 1)..] : "";

    /// <summary>Paths that the target may mean, the likeliest first.</summary>
    /// <param name="from">Path of the file that holds the link.</param>
    public static IEnumerable<string> Candidates(string from, string target)
    {
        var path = Unescape(CutTail(target));
        if (path.Length == 0)
            yield break;
        var fromRoot = path[0] is '/' or '\\';
        var segments = Normalize(fromRoot ? path : FolderOf(from) + "/" + path);
        // The root that a link counts from may be a folder or two above ours.
        for (var skip = 0; skip <= (fromRoot ? Math.Min(2, Math.Max(0, segments.Count - 1)) : 0); skip++)
        {
            var plain = string.Join('/', segments.Skip(skip));
            foreach (var spelling in Spellings(plain))
                yield return spelling;
        }
    }

    private static IEnumerable<string> Spellings(string path)
    {
        if (path.Length > 0)
            yield return path;
        if (path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
            yield return path[..^5] + ".md";
        else if (!path.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
        {
            if (path.Length > 0)
                yield return path + ".md";
            var folder = path.Length > 0 ? path + "/" : "";
            yield return folder + "README.md";
            yield return folder + "index.md";
        }
    }

    private static List<string> Normalize(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/', '\\'))
        {
            if (segment is "" or ".")
                continue;
            if (segment != "..")
                segments.Add(segment);
            else if (segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
        }
        return segments;
    }

    private static string CutTail(string target) => target.IndexOfAny(['#', '?']) is var tail and >= 0 ? target[..tail] : target;

    private static string Unescape(string path)
    {
        var unescaped = path.Contains('%') ? Uri.UnescapeDataString(path) : path;
        return unescaped.Any(char.IsControl) ? "" : WellFormed.Text(unescaped).Normalize();
    }

    private static bool HasScheme(string target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] == ':')
                return i > 0;
            if (!char.IsAsciiLetterOrDigit(target[i]) && target[i] is not ('+' or '-' or '.'))
                return false;
        }
        return false;
    }

    /// <summary>The anchor of a heading in another article.</summary>
    public static string Anchor(string fragment) =>
        fragment.Length == 0 ? "" : "#" + MarkdownRenderer.Fragment(Uri.UnescapeDataString(fragment));
}
