namespace Guildhall.Kernel.Values;

/// <summary>
/// Which targets a text may have. Decided on the attribute's value after the HTML parser has decoded it, by an allow-list: what
/// is not clearly a web address, a mail address or a path of our own is refused, whatever a browser would make of it.
/// Source: WHATWG URL Standard 4.4 (what browsers strip and repair), RFC 6068 (mailto).
/// </summary>
internal static class SafeUrl
{
    /// <summary>Longer ones are refused; browsers differ beyond.</summary>
    public const int MaxLength = 2_048;

    /// <summary>A link's target in the form to write, or <c>null</c>. Fragments are not its business.</summary>
    public static string? Link(string? raw)
    {
        if (Clean(raw) is not { } url)
            return null;
        if (url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            return Mail(url["mailto:".Length..]);
        return IsWeb(url) ? Web(url) : IsRelative(url) ? url : null;
    }

    /// <summary>A picture's source in the form to write, or <c>null</c>.</summary>
    public static string? Image(string? raw, bool allowRemote) =>
        Clean(raw) is not { } url ? null
        : IsRelative(url) ? url
        : allowRemote && IsSecure(url) ? Web(url)
        : null;

    public static bool IsExternal(string url) => IsWeb(url);

    public static bool IsSecure(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string? Clean(string? raw)
    {
        var url = raw?.Trim(Space) ?? "";
        // Browsers skip tabs and line breaks inside, so that "java\nscript:" runs; no honest target has control characters.
        if (url.Length is 0 or > MaxLength || url.Any(c => c < ' ' || c is >= '\u007F' and <= '\u009F' || c == '\uFFFD' || IsFormatting(c)))
            return null;
        // For http a backslash is a slash to every browser. Links from Windows come with it.
        var query = url.AsSpan().IndexOfAny('?', '#');
        url = (query < 0 ? url : url[..query]).Replace('\\', '/') + (query < 0 ? "" : url[query..]);
        return url.StartsWith("//", StringComparison.Ordinal) ? "https:" + url : url;
    }

    private static bool IsWeb(string url) => IsSecure(url) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static string? Web(string url)
    {
        var from = url.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = url.AsSpan(from).IndexOfAny("/?#");
        var authority = end < 0 ? url.AsSpan(from) : url.AsSpan(from, end);
        // A name before the host only serves to deceive: https://bank.example@evil.example.
        if (authority.Contains('@') || !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Host.Length == 0)
            return null;
        return url;
    }

    private static bool IsRelative(string url)
    {
        var end = url.AsSpan().IndexOfAny("/?#");
        var first = end < 0 ? url : url[..end];
        // A colon here would make it a scheme; an encoded one would, too, for whoever decodes once too often.
        return !Uri.UnescapeDataString(first).Contains(':') && !first.Contains('&');
    }

    // Only the address: the rest could prefill copies, subjects and bodies, or smuggle header lines.
    private static string? Mail(string rest)
    {
        var address = rest.Split('?', '#')[0];
        var at = address.IndexOf('@');
        return at > 0 && at == address.LastIndexOf('@') && at < address.Length - 1 && !address.AsSpan().ContainsAny(" <>,;:\"()[]/%&'")
            ? "mailto:" + address
            : null;
    }

    // Zero-width and bidirectional marks, the byte order mark.
    private static bool IsFormatting(char c) =>
        c is (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF';

    private static readonly char[] Space = [.. Enumerable.Range(0, 33).Select(i => (char)i), '\u00A0', '\u3000'];
}
