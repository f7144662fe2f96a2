using System.Runtime.CompilerServices;

namespace Guildhall.App.Tests.Values;

/// <summary>
/// The sample articles are not part of the repository: GUILDHALL_SAMPLE_DOCS names their folder, else ../shared/data beside the repository
/// is looked at, and without either the test is skipped.
/// </summary>
internal static class SampleArticles
{
    private static readonly string? Folder = Find();

    public static List<string> Paths()
    {
        Assert.SkipWhen(Folder is null, "No sample articles: set GUILDHALL_SAMPLE_DOCS to a folder of Markdown files.");
        return [.. Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    private static string? Find([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
        string?[] candidates =
            [Environment.GetEnvironmentVariable("GUILDHALL_SAMPLE_DOCS"), Path.Combine(root, "../shared/data"), Path.Combine(root, "../../shared/data")];
        return candidates.FirstOrDefault(Directory.Exists);
    }
}
