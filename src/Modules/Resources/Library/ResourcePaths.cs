namespace Guildhall.Resources.Library;

/// <summary>Addresses of this module.</summary>
internal static class ResourcePaths
{
    public static string Of(string community, long id) => $"/c/{community}/resources/{id}";

    public static string File(string community, long id) => $"/c/{community}/resources/{id}/file";

    public static string Edit(string community, long id) => $"/c/{community}/resources/{id}/edit";

    public static string Space(string community, string space) => $"/c/{community}/s/{Uri.EscapeDataString(space)}";

    public static string New(string community, string space) => $"/c/{community}/resources/new?space={Uri.EscapeDataString(space)}";
}
