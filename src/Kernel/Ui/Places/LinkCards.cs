namespace Guildhall.Kernel.Ui.Places;

/// <summary>What is shown in the place of an address that stands alone in its line.</summary>
/// <param name="Description">Plain text; may be empty.</param>
/// <param name="Site">The name of the site, or its host.</param>
public sealed record LinkCard(string Url, string Title, string Description, string Site);

/// <summary>
/// The cards of one page: a module finds them for all its texts at once before the page is drawn, so that drawing a text asks for nothing.
/// An address without a card stays a link.
/// </summary>
public sealed class LinkCards
{
    private const string Opening = "<p><a href=\"", Closing = "</a></p>";

    private readonly Dictionary<string, LinkCard> _cards = [];

    /// <summary>Cards by the address as it stands in the HTML.</summary>
    public void Add(IReadOnlyDictionary<string, LinkCard> cards)
    {
        foreach (var (href, card) in cards)
            _cards[href] = card;
    }

    /// <summary>The pieces of a sanitised text, in their order: HTML, or a card in the place of a line.</summary>
    public IReadOnlyList<(string Html, LinkCard? Card)> Split(string html)
    {
        if (_cards.Count == 0)
            return [(html, null)];
        var pieces = new List<(string, LinkCard?)>();
        var from = 0;
        foreach (var line in In(html))
        {
            if (!_cards.TryGetValue(line.Href, out var card))
                continue;
            if (line.Start > from)
                pieces.Add((html[from..line.Start], null));
            pieces.Add((html.Substring(line.Start, line.Length), card));
            from = line.Start + line.Length;
        }
        if (from < html.Length || pieces.Count == 0)
            pieces.Add((html[from..], null));
        return pieces;
    }

    /// <summary>
    /// Addresses that stand alone in a paragraph of their own, outside of quotes and lists. Only for texts that were written by our
    /// sanitiser.
    /// </summary>
    /// <returns>Where the paragraph stands, and the address as it is in the HTML, entities included.</returns>
    public static IEnumerable<(int Start, int Length, string Href)> In(string html)
    {
        for (var at = html.IndexOf(Opening, StringComparison.Ordinal); at >= 0;
            at = html.IndexOf(Opening, at + 1, StringComparison.Ordinal))
        {
            var href = html.AsSpan(at + Opening.Length);
            var end = href.IndexOf('"');
            var open = end < 0 ? -1 : href[end..].IndexOf('>');
            if (open < 0)
                yield break;
            var words = href[(end + open + 1)..];
            var close = words.IndexOf(Closing);
            // Whoever wrote words of their own wanted those.
            if (close < 0 || !words[..close].SequenceEqual(href[..end]) || Embeds.Depth(html.AsSpan(0, at)) != 0)
                continue;
            yield return (at, Opening.Length + end + open + 1 + close + Closing.Length, href[..end].ToString());
        }
    }
}
