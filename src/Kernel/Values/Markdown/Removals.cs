using System.Net;

namespace Guildhall.Kernel.Values;

/// <summary>
/// What is taken out of the raw HTML of a text, by the names of elements; and the links that stand in the place of what was played or
/// embedded from an address.
/// </summary>
internal sealed class Removals
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>What to write in the place of an element that is taken out: a link to what it showed, or a blank.</summary>
    public string Instead(string name, RawAttributes attributes)
    {
        _counts[name] = _counts.GetValueOrDefault(name) + 1;
        var address = name == "object" ? attributes["data"]
            : name is "iframe" or "embed" or "video" or "audio" or "script" or "source" or "frame" ? attributes["src"] : null;
        if (SafeUrl.Link(WebUtility.HtmlDecode(address ?? "")) is not { } target)
            return " ";
        var label = WebUtility.HtmlDecode(attributes["title"] ?? "").Trim() is { Length: > 0 } title ? title : LabelOf(target);
        return $" <a href=\"{Encode(target)}\">{Encode(label)}</a> ";
    }

    private static string LabelOf(string target)
    {
        if (SafeUrl.IsExternal(target) && Uri.TryCreate(target, UriKind.Absolute, out var url))
            return url.Host.StartsWith("www.", StringComparison.Ordinal) ? url.Host[4..] : url.Host;
        var path = target[..(target.IndexOfAny(['?', '#']) is >= 0 and var end ? end : target.Length)];
        var name = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
        return name.Length > 0 ? name : target;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
