using System.Net;
using Guildhall.Discussions.Reading;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Previews;

/// <summary>
/// Finds the cards of all texts of a page at once: one query for what is known of their addresses, and one question about the things of
/// this community, of which each viewer sees what they may know.
/// </summary>
internal sealed class ShowPreviews(AppDb db, LinkCards cards, IThings things, CurrentMember member, IHttpContextAccessor http)
{
    private const int Most = 100;

    public async Task RunAsync(TopicView? view, CancellationToken cancel)
    {
        if (view is null)
            return;
        List<string> hrefs = [.. view.Replies.Concat(view.Replies.SelectMany(r => r.Comments)).Concat(view.Held).Select(r => r.Row.Html)
            .Prepend(view.Topic.Html).SelectMany(LinkCards.In).Select(l => l.Href).Distinct().Take(Most)];
        if (hrefs.Count == 0)
            return;
        var byHash = hrefs.ToLookup(h => LinkPreview.HashOf(WebUtility.HtmlDecode(h)));
        var hashes = byHash.Select(h => h.Key).ToList();
        var known = await db.Set<LinkPreview>().AsNoTracking().Where(p => hashes.Contains(p.Hash) && p.Failure == "").ToListAsync(cancel);
        List<Thing> own = [.. known.Select(p => p.Thing).OfType<Thing>().Distinct()];
        var seen = own.Count == 0 ? new Dictionary<Thing, KnownThing>()
            : await things.FindAsync(db.CommunityId, own, member.Viewer, cancel);
        // A page that is kept for visitors changes with the things that it names.
        foreach (var thing in own)
            VisitorPages.Shows(http.HttpContext!, VisitorPages.ThingTag(thing.Kind, thing.Id));
        cards.Add(known.SelectMany(p => byHash[p.Hash].Select(href => (href, Card: Of(p, seen)))).Where(c => c.Card is not null)
            .ToDictionary(c => c.href, c => c.Card!));
    }

    private static LinkCard? Of(LinkPreview preview, IReadOnlyDictionary<Thing, KnownThing> seen)
    {
        if (preview.Thing is not { } thing)
            return new LinkCard(preview.Url, preview.Title, preview.Description, preview.Site);
        return seen.GetValueOrDefault(thing) is { Path: { } path } known ? new LinkCard(path, known.Title, known.Excerpt, known.Author ?? "")
            : null;
    }
}
