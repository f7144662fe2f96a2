namespace Guildhall.Content.Import;

internal static class ImportPaths
{
    public static string Of(string community, long id) => $"/c/{community}/manage/import/{id}";
}
