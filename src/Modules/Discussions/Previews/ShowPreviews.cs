using Guildhall.Discussions.Reading;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Discussions.Previews;

/// <summary>Gives a page of posts its cards before it is drawn.</summary>
internal sealed class ShowPreviews(LinkPreviews previews, LinkCards cards, CurrentMember member, IHttpContextAccessor http)
{
    public async Task RunAsync(TopicView? view, CancellationToken cancel)
    {
        if (view is null)
            return;
        var texts = view.Replies.Concat(view.Replies.SelectMany(r => r.Comments)).Concat(view.Held).Select(r => r.Row.Html)
            .Prepend(view.Topic.Html);
        var (found, own) = await previews.KnownAsync(texts, member.Viewer, cancel);
        // A page that is kept for visitors changes with the things that it names.
        foreach (var thing in own)
            VisitorPages.Shows(http.HttpContext!, VisitorPages.ThingTag(thing.Kind, thing.Id));
        cards.Add(found.Cards);
    }
}
