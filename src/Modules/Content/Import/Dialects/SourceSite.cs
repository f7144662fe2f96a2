using Guildhall.Content.Files;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>
/// The folder as the site's own program sees it: what a picture or link means that does not lead to a file by its path alone. Static
/// folders are left out of addresses (Hugo, VitePress, Docusaurus, Hexo), pictures lie in a folder of the article's own name (Hexo), or
/// anywhere under a name that is the only one (Obsidian), and articles have addresses of their own.
/// </summary>
internal sealed class SourceSite
{
    // How far above a file its site may begin: sites lie in folders of repositories.
    private const int MaxAbove = 8;

    private static readonly string[] Roots =
    [
        "static", "public", "source", "assets", "content", "src", "src/content", "src/assets", "docs", "_posts", "source/_posts", "images",
        "img", "attachments", "media", "uploads", ".vuepress/public", ".vitepress/public", "docs/.vuepress/public", "docs/public",
        "docs/static", ".gitbook/assets", "",
    ];

    private readonly IImportFolder _folder;
    private readonly Dictionary<string, string> _byLowerPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _byStem = new(StringComparer.Ordinal);
    private readonly Lazy<SiteAddresses> _addresses;

    public SourceSite(IImportFolder folder)
    {
        _folder = folder;
        foreach (var entry in folder.Entries)
        {
            var lower = entry.Path.ToLowerInvariant();
            _byLowerPath.TryAdd(lower, entry.Path);
            Add(_byName, FileOf(lower), entry.Path);
            if (ImportNames.IsMarkdown(entry.Path))
                Add(_byStem, StemOf(lower), entry.Path);
        }
        _addresses = new(() => SiteAddresses.Of(folder));
    }

    /// <summary>The file that a target means.</summary>
    /// <param name="from">Path of the file that holds it.</param>
    /// <param name="target">As it is meant: without escapes; a tail of <c>?</c> or <c>#</c> does not count.</param>
    /// <param name="asPicture">A picture is no article.</param>
    /// <returns><c>null</c> where nothing fits, or several things do equally well.</returns>
    public string? Find(string from, string target, bool asPicture)
    {
        if (target.Length is 0 or > 1000)
            return null;
        foreach (var path in SourcePath.Candidates(from, target))
            if (Known(path, asPicture) is { } found)
                return found;
        var plain = Plain(target);
        if (plain.Length == 0)
            return null;
        return InRoots(from, plain, asPicture) ?? InOwnFolder(from, plain, asPicture)
            ?? (asPicture ? null : Article(plain)) ?? ByName(from, plain, asPicture);
    }

    public bool Has(string path) => _folder.Find(path) is not null;

    /// <summary>
    /// An article by a name that programs know it by: its path, its file's name with or without its date, its own address.
    /// </summary>
    public string? Article(string name)
    {
        var plain = Plain(name);
        if (plain.EndsWith("/index.html", StringComparison.OrdinalIgnoreCase))
            plain = plain[..^"/index.html".Length];
        plain = plain.Trim('/');
        var ending = Path.GetExtension(plain).ToLowerInvariant();
        if (ending is ".md" or ".markdown" or ".html" or ".htm" or ".mdx")
            plain = plain[..^ending.Length];
        if (plain.Length == 0)
            return null;
        return _addresses.Value.Find(plain)
            ?? Nearest(_byStem.GetValueOrDefault(StemOf(plain.ToLowerInvariant() + ".md")), plain.ToLowerInvariant(), ending: true);
    }

    private string? Known(string path, bool asPicture) =>
        Find(path) is { } found && !(asPicture && ImportNames.IsMarkdown(found)) ? found : null;

    private string? Find(string path) =>
        _folder.Find(path) is { } entry ? entry.Path : _byLowerPath.GetValueOrDefault(path.ToLowerInvariant());

    private string? InRoots(string from, string target, bool asPicture, int skipped = 0)
    {
        var folder = SourcePath.FolderOf(from);
        for (var above = 0; above <= MaxAbove; above++)
        {
            foreach (var root in Roots)
                if (Known(Join(folder, root, target), asPicture) is { } found)
                    return found;
            if (folder.Length == 0)
                break;
            folder = SourcePath.FolderOf(folder);
        }
        // The first part may be the address of the whole site: /blog/img/a.png.
        var rest = target[(target.IndexOf('/') + 1)..];
        return skipped < 2 && rest.Length < target.Length && rest.Contains('/') ? InRoots(from, rest, asPicture, skipped + 1) : null;
    }

    /// <summary>Hexo's folder of an article, Typora's and Notion's likewise.</summary>
    private string? InOwnFolder(string from, string target, bool asPicture)
    {
        var folder = SourcePath.FolderOf(from);
        var stem = Path.GetFileNameWithoutExtension(from);
        foreach (var own in (string[])[stem, stem + ".assets", SourceNames.Undated(stem), stem + "/images"])
            if (Known(Join(folder, own, target), asPicture) is { } found)
                return found;
        return null;
    }

    private string? ByName(string from, string target, bool asPicture)
    {
        var lower = target.ToLowerInvariant();
        var all = _byName.GetValueOrDefault(FileOf(lower))?.Where(p => !(asPicture && ImportNames.IsMarkdown(p))).ToList();
        return all is null ? null : Nearest(all, lower, ending: false) ?? Beside(all, from);
    }

    /// <summary>The one that has most of the target's folders before it.</summary>
    private static string? Nearest(List<string>? all, string target, bool ending)
    {
        if (all is null or { Count: 0 })
            return null;
        if (all.Count == 1)
            return all[0];
        var best = all.Select(path => (Path: path, Common: Common(ending ? WithoutEnding(path) : path, target)))
            .OrderByDescending(p => p.Common).Take(2).ToList();
        return best[0].Common > best[1].Common ? best[0].Path : null;
    }

    private static string? Beside(List<string> all, string from)
    {
        var folder = SourcePath.FolderOf(from);
        return all.Where(p => p.StartsWith(folder + "/", StringComparison.Ordinal)).ToList() is [var only] ? only : null;
    }

    private static int Common(string path, string target)
    {
        var (mine, theirs) = (path.ToLowerInvariant().Split('/'), target.Split('/'));
        var count = 0;
        while (count < mine.Length && count < theirs.Length && mine[^(count + 1)] == theirs[^(count + 1)])
            count++;
        return count;
    }

    /// <summary>Without the marks of a site's root, of its address and of what is above.</summary>
    private static string Plain(string target)
    {
        var path = target[..(target.IndexOfAny(['#', '?']) is >= 0 and var tail ? tail : target.Length)].Replace('\\', '/');
        path = WellFormed.Text(path.Contains('%') ? Uri.UnescapeDataString(path) : path).Normalize();
        foreach (var root in (string[])["@site/", "~@/", "~/", "@/", "@docs/", "~assets/"])
            if (path.StartsWith(root, StringComparison.Ordinal))
                path = path[root.Length..];
        var parts = path.Split('/').Where(p => p is not ("" or "." or ".."));
        return string.Join('/', parts);
    }

    private static string Join(params ReadOnlySpan<string> parts)
    {
        var path = "";
        foreach (var part in parts)
            path = part.Length == 0 ? path : path.Length == 0 ? part : path + "/" + part;
        return path;
    }

    private static string StemOf(string lowerPath)
    {
        var stem = Path.GetFileNameWithoutExtension(lowerPath);
        if (stem is "index" or "readme" or "_index" && SourcePath.FolderOf(lowerPath) is { Length: > 0 } folder)
            stem = FileOf(folder);
        return SourceNames.Undated(stem);
    }

    private static string WithoutEnding(string path) => path[..^Path.GetExtension(path).Length];

    private static string FileOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static void Add(Dictionary<string, List<string>> index, string key, string path)
    {
        if (!index.TryGetValue(key, out var all))
            index[key] = all = [];
        all.Add(path);
    }
}
