namespace Guildhall.Kernel.Values;

/// <summary>What the links and pictures of one text point to, and what they shall point to.</summary>
internal sealed class Targets(MarkdownOptions rules)
{
    private readonly OrderedDictionary<string, bool> _links = [];
    private readonly OrderedDictionary<string, bool> _images = [];

    public IReadOnlyList<string> Links => [.. _links.Keys];
    public IReadOnlyList<string> Images => [.. _images.Keys];

    /// <summary>The target to write, or <c>null</c> to leave only the words.</summary>
    public string? Link(string? raw)
    {
        if (SafeUrl.Link(raw) is not { } url)
            return null;
        _links.TryAdd(url, true);
        return rules.RewriteLink is { } rewrite ? SafeUrl.Link(rewrite(url)) : url;
    }

    /// <summary>The source to write; or <c>null</c> and, for a picture that we do not fetch from its server, a link to it.</summary>
    public string? Image(string? raw, out string? link)
    {
        link = null;
        var url = SafeUrl.Image(raw, allowRemote: true) ?? SafeUrl.Link(raw);
        if (url is null || url.StartsWith("mailto:", StringComparison.Ordinal))
            return null;
        _images.TryAdd(url, true);
        if (rules.RewriteImage is { } rewrite)
            url = rewrite(url);
        var source = SafeUrl.Image(url, rules.AllowRemoteImages);
        link = source is null && SafeUrl.Link(url) is { } remote && SafeUrl.IsExternal(remote) ? remote : null;
        return source;
    }
}
