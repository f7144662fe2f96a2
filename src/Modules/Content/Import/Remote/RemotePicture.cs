using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>Addresses of pictures on other servers, as an import knows them: each is a path of its source like those of files.</summary>
internal static class RemotePicture
{
    public static bool IsAddress(string path) =>
        path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The address that is asked, the same however often and however it is written in texts; <c>null</c> for what is no address of another
    /// server, or too long to be kept.
    /// </summary>
    public static string? KeyOf(string target)
    {
        if (!IsAddress(target) || !Uri.TryCreate(target, UriKind.Absolute, out var address) || address.Host.Length == 0
            || address.UserInfo.Length > 0)
            return null;
        var key = address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        return key.Length <= ImportItem.MaxPath ? key : null;
    }

    /// <summary>Its server, for people and for the number of requests at once.</summary>
    public static string HostOf(string key) => new Uri(key).IdnHost;

    /// <summary>What its file is called here: as at its server, with the ending of what it is.</summary>
    public static string NameOf(string key, PictureFacts picture)
    {
        var last = Uri.UnescapeDataString(new Uri(key).AbsolutePath);
        last = Path.GetFileNameWithoutExtension(FileNames.Safe(last[(last.LastIndexOf('/') + 1)..]));
        return FileNames.Safe((last.Length > 0 ? last : "picture") + picture.Extension);
    }
}
