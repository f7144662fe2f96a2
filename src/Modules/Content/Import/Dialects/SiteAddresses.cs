using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>The addresses that articles had on their old site, as far as their own heads say so.</summary>
internal sealed class SiteAddresses
{
    private static readonly string[] Names = ["permalink", "url", "slug", "aliases", "alias", "redirectfrom", "abbrlink", "id"];

    private static readonly string[] Whole = ["permalink", "url", "aliases", "alias", "redirectfrom"];

    private readonly Dictionary<string, string?> _paths = new(StringComparer.Ordinal);

    private SiteAddresses() { }

    public static SiteAddresses Of(IImportFolder folder)
    {
        var all = new SiteAddresses();
        foreach (var entry in folder.Entries.Where(e => ImportNames.IsMarkdown(e.Path)))
            foreach (var address in In(folder, entry))
                // An address that two claim leads to neither.
                if (!all._paths.TryAdd(address, entry.Path) && all._paths[address] != entry.Path)
                    all._paths[address] = null;
        return all;
    }

    /// <param name="plain">Without slashes around it and without an ending.</param>
    public string? Find(string plain)
    {
        var lower = plain.ToLowerInvariant();
        return _paths.GetValueOrDefault(lower) ?? _paths.GetValueOrDefault(lower[(lower.LastIndexOf('/') + 1)..]);
    }

    /// <summary>Whole addresses that one head names, as they are written; patterns of other programs are none.</summary>
    public static IReadOnlyList<string> Former(FrontMatter front) =>
    [
        .. front.All.Where(v => v.Value.Text.Length is > 1 and < 300 && Whole.Contains(HeadNames.Plain(v.Path.Split('.')[0])))
            .Select(v => v.Value.Text).Where(a => !a.Contains("/:") && !a.StartsWith(':') && a.Contains('/')).Distinct(),
    ];

    /// <summary>The addresses of one head: whole paths, and names as they stand at the end of a path.</summary>
    public static IEnumerable<string> Of(FrontMatter front) => front.All
        .Where(v => v.Value.Text.Length is > 0 and < 300 && Names.Contains(HeadNames.Plain(v.Path.Split('.')[0])))
        .Select(v => Tidy(v.Value.Text)).Where(a => a.Length > 0 && !a.Contains(':')).Distinct();

    private static IEnumerable<string> In(IImportFolder folder, ImportEntry entry)
    {
        try
        {
            return [.. Of(FrontMatter.Split(MarkdownReader.TextOf(folder, entry, [])).Front)];
        }
        catch (Exception wrong) when (wrong is FrontMatterWrong or RowRefused)
        {
            // Its own row says so.
            return [];
        }
    }

    private static string Tidy(string address)
    {
        var plain = address.Trim().Trim('/').ToLowerInvariant();
        if (Uri.TryCreate(plain, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https")
            plain = Uri.UnescapeDataString(whole.AbsolutePath).Trim('/');
        foreach (var ending in (string[])["/index.html", ".html", ".htm"])
            if (plain.EndsWith(ending, StringComparison.Ordinal))
                plain = plain[..^ending.Length];
        return WellFormed.Text(plain).Normalize();
    }
}
