using AngleSharp.Dom;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Makes each picture of a clean tree a link to itself, so that it can be seen as large as it is. One that is a link already stays what it
/// is. Addresses are those that the sanitiser has let through.
/// </summary>
internal static class PictureLinks
{
    public static void Wrap(IElement tree)
    {
        foreach (var picture in tree.QuerySelectorAll("img").ToList())
        {
            if (picture.Closest("a, summary") is not null || picture.GetAttribute("src") is not { Length: > 0 } address
                || picture.Parent is not { } parent)
                continue;
            var link = tree.Owner!.CreateElement("a");
            link.SetAttribute("class", "zoom");
            link.SetAttribute("href", address);
            // A link needs a name, and a picture without words has its file's.
            if (string.IsNullOrWhiteSpace(picture.GetAttribute("alt")))
                link.SetAttribute("aria-label", NameOf(address));
            parent.ReplaceChild(link, picture);
            link.AppendChild(picture);
        }
    }

    private static string NameOf(string address)
    {
        var path = address.AsSpan(0, address.AsSpan().IndexOfAny('?', '#') is >= 0 and var end ? end : address.Length);
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..].ToString()) is { Length: > 0 } name ? name : address;
    }
}
