using System.ComponentModel;

namespace Guildhall.Content.Import;

/// <summary>A file of what was handed in.</summary>
/// <param name="Path">From the folder's root, with forward slashes; never absolute and never climbing.</param>
/// <param name="Size">In bytes, as announced: what is read is counted again.</param>
internal sealed record ImportEntry(string Path, long Size);

/// <summary>Something in the folder that is left alone whatever it holds.</summary>
internal sealed record RefusedEntry(string Path, ImportNote Why);

/// <summary>A folder of files, on the disk or in a zip. Files are read one at a time and never unpacked to anywhere.</summary>
internal interface IImportFolder : IDisposable
{
    /// <summary>The folder's own name, or names with slashes between them; empty where nobody gave it one.</summary>
    string Name { get; }

    /// <summary>By path, in the order of a directory.</summary>
    IReadOnlyList<ImportEntry> Entries { get; }

    IReadOnlyList<RefusedEntry> Refused { get; }

    /// <returns><c>null</c> where there is no file of this path.</returns>
    ImportEntry? Find(string path);

    /// <exception cref="InvalidDataException">The archive is damaged here, or holds more than it announced.</exception>
    Stream Open(ImportEntry entry);
}

/// <summary>The folder turned out not to be readable as a whole.</summary>
/// <param name="text">A text key of <see cref="ImportTexts"/>.</param>
internal sealed class ImportUnreadable([Localizable(true)] string text, Exception? cause = null) : Exception(text, cause)
{
    public string Text { get; } = text;
}

/// <summary>Names that writers use and systems leave behind.</summary>
internal static class ImportNames
{
    private static readonly string[] Markdown = [".md", ".markdown", ".mdown", ".mdx"];

    // Hidden folders in which programs keep the pictures of a site.
    private static readonly string[] Shown = [".vuepress", ".vitepress", ".gitbook"];

    public static bool IsMarkdown(string path) => Markdown.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>README and index stand for their folder.</summary>
    public static bool IsIntroduction(string path) =>
        Path.GetFileNameWithoutExtension(path) is { } name
        && (name.Equals("README", StringComparison.OrdinalIgnoreCase) || name.Equals("index", StringComparison.OrdinalIgnoreCase));

    /// <summary>Hidden files and folders, and what packers and systems add on their own.</summary>
    public static bool IsClutter(string path)
    {
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length; i++)
            if (segments[i] is "__MACOSX" or "node_modules" or "Thumbs.db" or "desktop.ini"
                || (segments[i].StartsWith('.') && !Shown.Contains(segments[i]))
                || (i > 0 && Shown.Contains(segments[i - 1]) && segments[i] is not ("public" or "assets")))
                return true;
        return false;
    }

    public static string TopFolder(string path) => path.IndexOf('/') is var slash and > 0 ? path[..slash] : "";
}
