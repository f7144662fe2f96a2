using System.Net;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Ui.Places;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Previews;

/// <summary>
/// Finds the cards of texts at once: one query for what is known of their addresses, and one question about the things of this community,
/// of which each viewer sees what they may know.
/// </summary>
internal sealed class LinkPreviews(AppDb db, OwnLinks own, IThings things) : ILinkPreviews
{
    private const int MostAsked = 5, MostShown = 100;

    public void Ask(Thing page, string html)
    {
        foreach (var href in LinkCards.In(html).Select(l => l.Href).Distinct().Take(MostAsked))
        {
            var url = WebUtility.HtmlDecode(href);
            if (url.Length <= LinkPreview.MaxUrl && url.StartsWith("http", StringComparison.OrdinalIgnoreCase))
                db.Enqueue(() => new FetchPreview(url, page.Kind, page.Id, own.PathOf(url)).Order(db.CommunityId));
        }
    }

    public async Task<FoundCards> FindAsync(IEnumerable<string> texts, Viewer viewer, CancellationToken cancel = default) =>
        (await KnownAsync(texts, viewer, cancel)).Found;

    /// <returns>The cards, and the things of the community that they would name to whoever may know of them.</returns>
    public async Task<(FoundCards Found, IReadOnlyList<Thing> Own)> KnownAsync(
        IEnumerable<string> texts, Viewer viewer, CancellationToken cancel)
    {
        List<string> hrefs = [.. texts.SelectMany(LinkCards.In).Select(l => l.Href).Distinct().Take(MostShown)];
        if (hrefs.Count == 0)
            return (new FoundCards(new Dictionary<string, LinkCard>(), new HashSet<string>()), []);
        var byHash = hrefs.ToLookup(h => LinkPreview.HashOf(WebUtility.HtmlDecode(h)));
        var hashes = byHash.Select(h => h.Key).ToList();
        var known = await db.Set<LinkPreview>().AsNoTracking().Where(p => hashes.Contains(p.Hash) && p.Failure == "").ToListAsync(cancel);
        List<Thing> named = [.. known.Select(p => p.Thing).OfType<Thing>().Distinct()];
        var seen = named.Count == 0 ? new Dictionary<Thing, KnownThing>()
            : await things.FindAsync(db.CommunityId, named, viewer, cancel);
        var cards = known.SelectMany(p => byHash[p.Hash].Select(href => (href, Card: Of(p, seen)))).Where(c => c.Card is not null)
            .ToDictionary(c => c.href, c => c.Card!);
        return (new FoundCards(cards, known.Where(p => p.Thing is not null).SelectMany(p => byHash[p.Hash]).ToHashSet()), named);
    }

    private static LinkCard? Of(LinkPreview preview, IReadOnlyDictionary<Thing, KnownThing> seen)
    {
        if (preview.Thing is not { } thing)
            return new LinkCard(preview.Url, preview.Title, preview.Description, preview.Site);
        return seen.GetValueOrDefault(thing) is { Path: { } path } known ? new LinkCard(path, known.Title, known.Excerpt, known.Author ?? "")
            : null;
    }
}
