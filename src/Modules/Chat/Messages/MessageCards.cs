using System.Net;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;

namespace Guildhall.Chat.Messages;

/// <summary>
/// Puts the cards of lone addresses beside messages, and marks those that hold a part of another module, for all of a page at once.
/// </summary>
internal sealed class MessageCards(ILinkPreviews previews, LinkCards drawn, Embeds embeds, CommunityScope scope)
{
    /// <param name="viewer"><c>null</c>: a frame for all who have the channel open.</param>
    public async Task<List<MessageDocument>> AddAsync(List<MessageDocument> documents, long? viewer, CancellationToken cancel)
    {
        documents = documents.ConvertAll(d => embeds.Split(d.Html, scope.Current?.Slug).Any(p => p.Part is not null)
            ? d with { HasParts = true } : d);
        if (!documents.Exists(d => LinkCards.In(d.Html).Any()))
            return documents;
        var known = await previews.FindAsync(
            documents.Select(d => d.Html), viewer is { } me ? new Viewer(me) : Viewer.Visitor, cancel);
        return documents.ConvertAll(d =>
        {
            var lone = LinkCards.In(d.Html).Select(l => l.Href).Distinct().ToList();
            List<MessageCard> cards = [.. lone.Where(known.Cards.ContainsKey).Select(href => Of(href, known.Cards[href]))];
            var differ = viewer is null && lone.Exists(known.OfThings.Contains);
            return d with { Cards = cards.Count > 0 ? cards : null, CardsDiffer = differ };
        });
    }

    /// <summary>Has them drawn by the page that shows these messages.</summary>
    public void Draw(IEnumerable<MessageDocument> documents) => drawn.Add(documents.SelectMany(d => d.Cards ?? [])
        .DistinctBy(c => c.Href).ToDictionary(c => c.Href, c => new LinkCard(c.Url, c.Title, c.Description, c.Site)));

    private static MessageCard Of(string href, LinkCard card) =>
        new(WebUtility.HtmlDecode(href), card.Url, card.Title, card.Description, card.Site) { Href = href };
}
