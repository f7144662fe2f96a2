using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>Every top folder becomes a column.</summary>
internal static class ImportColumns
{
    private const int MaxName = 60;

    /// <summary>A space of the folder's name that is not a column cannot hold articles: then the column gets a name of its own.</summary>
    public static string SlugFor(CommunityInfo community, string folder)
    {
        var slug = Slug.From(folder, "column");
        return community.Space(slug) is null or { HoldsArticles: true } ? slug : Slug.From(slug + " column", "column");
    }

    /// <summary>A row for each column that new articles go to.</summary>
    public static IEnumerable<PlannedRow> Rows(
        CommunityInfo community, string source, string? spaceSlug, IReadOnlyList<PlannedRow> articles)
    {
        foreach (var group in articles.Where(a => a.Action == ImportAction.Create).GroupBy(a => a.Space)
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (community.Space(group.Key) is { } there)
            {
                yield return new PlannedRow(ImportKind.Column, ImportAction.Unchanged, there.Slug, there.Name, there.Slug, "", "", []);
                continue;
            }
            var folder = ImportNames.TopFolder(group.First().Path);
            var name = group.FirstOrDefault(a => ImportNames.IsIntroduction(a.Path) && a.Path.LastIndexOf('/') == folder.Length)?.Title
                ?? (folder.Length > 0 ? folder : source);
            var notes = folder.Length > 0 && Slug.From(folder, "column") is var plain && plain != group.Key && spaceSlug is null
                ? new[] { ImportNote.Warning(ImportTexts.SpaceNotColumn, plain, group.Key) } : [];
            yield return new PlannedRow(ImportKind.Column, ImportAction.Create, folder.Length > 0 ? folder : group.Key, Cut(name),
                group.Key, "", "",
                [.. notes, ImportNote.Warning(ImportTexts.OpenColumn)]);
        }
    }

    private static string Cut(string name) => name.Length <= MaxName ? name : name.CutTo(MaxName - 1) + "…";
}
