namespace Guildhall.Content.Import;

/// <summary>Which names of a front matter are obeyed here. What others say is lost, so the report tells of them.</summary>
internal static class UsedNames
{
    // Of the page itself and its layout: they say nothing of the text.
    private static readonly HashSet<string> Known =
    [
        "title", "slug", "lang", "language", "access", "tier", "layout", "hero", "features", "cascade", "draft", "permalink", "url", "aliases",
        "alias", "redirectfrom", "abbrlink",
    ];

    // They close a text and are not kept beyond that.
    private static readonly HashSet<string> Lost = ["tags", "tag", "categories", "category", "labels", "标签", "分类", "type", "kind", "sitemap"];

    public static IReadOnlyList<string> Others(FrontMatter front) =>
        [.. front.All.Where(v => v.Value.Text.Length > 0 || !v.Value.IsText).Select(v => v.Path.Split('.')[0]).Where(IsOther)
            .DistinctBy(HeadNames.Plain)];

    private static bool IsOther(string name)
    {
        var plain = HeadNames.Plain(name);
        return Lost.Contains(plain)
            || !(Known.Contains(plain) || ClosedSigns.Names.Contains(plain) || PublicationDates.Names.Contains(plain));
    }
}
