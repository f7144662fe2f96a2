namespace Guildhall.Content.Articles;

/// <summary>Addresses of this module, percent-encoded where they hold other scripts.</summary>
internal static class ArticlePaths
{
    public static string Of(string community, string slug) => $"/c/{community}/articles/{Uri.EscapeDataString(slug)}";

    public static string Space(string community, string space) => $"/c/{community}/s/{Uri.EscapeDataString(space)}";

    /// <summary>The page that arranges a column.</summary>
    public static string Arrange(string community, string space) =>
        $"/c/{community}/manage/columns/{Uri.EscapeDataString(space)}/order";

    public static string Manage(string community) => $"/c/{community}/manage/articles";

    public static string Edit(string community, long id) => $"/c/{community}/manage/articles/{id}";

    public static string File(string community, string code, string name) => $"/c/{community}/files/{code}/{Uri.EscapeDataString(name)}";
}
