using Guildhall.Discussions.Bookmarks;
using Guildhall.Discussions.Reactions;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reading;

/// <summary>All that a member may do with a post.</summary>
/// <param name="Author"><c>null</c> where the viewer does not learn who it is.</param>
/// <param name="Said">The topic itself, or the reply.</param>
/// <param name="MayChange">Whether they may edit and delete it.</param>
/// <param name="MayQuote">Whether they may answer in its topic.</param>
/// <param name="Moderates">Whether they may move it to another topic.</param>
internal sealed record PostToolsView(
    Topic Topic, Post Said, Thing Thing, string? Author, IReadOnlyList<ReactionTally> Reactions, bool IsKept, bool MayChange, bool MayQuote,
    bool Moderates)
{
    public int? Number => (Said as Reply)?.Number;

    public bool IsArchived { get; init; }

    public bool IsDeleted => Said.DeletedAt is not null;
}

/// <summary>Reads what the menu of one post offers, so that no page reads it for all of its posts.</summary>
internal sealed class ReadPostTools(
    AppDb db, TopicGate gate, CurrentHoldings held, CurrentMember member, ReactionLists reactions, KeepBookmark bookmarks)
{
    /// <exception cref="Refused">404: there is no such post for whoever asks.</exception>
    public async Task<PostToolsView> RunAsync(Thing thing, CancellationToken cancel)
    {
        var by = member.RequireId();
        var reply = thing.Kind == Reply.OwnKind
            ? await db.Set<Reply>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == thing.Id, cancel) : null;
        var topicId = reply?.TopicId ?? (thing.Kind == Topic.OwnKind ? thing.Id : 0);
        var topic = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == topicId, cancel);
        var asks = await gate.RequireReadAsync(topic, cancel);
        Post said = reply ?? (Post)topic!;
        var moderates = await gate.ModeratesAsync(cancel);
        // A list of comments begins with the thing that they are about, which has tools of its own.
        if (!gate.Sees(said, moderates) || (reply is null && topic!.Kind == TopicKind.Comments))
            throw Refused.NotFound();
        var holdings = await held.GetAsync(cancel);
        var mayPost = holdings.MayPost && holdings.Opens(asks.ToPost);
        var isArchived = await db.Set<TopicArchive>().AnyAsync(a => a.TopicId == topicId, cancel);
        var isOpen = topic!.IsShownOrComments && !await db.Set<Closure>().AnyAsync(c => c.TopicId == topicId, cancel) && !isArchived;
        return new PostToolsView(topic, said, thing,
            said.IsAnonymous && !gate.IsAuthor(said.AuthorId) ? null
                : await db.Members.Where(m => m.Id == said.AuthorId).Select(m => m.Name).SingleAsync(cancel),
            [.. (await reactions.OfAsync([thing], by, cancel))[thing]],
            (await bookmarks.OfMemberAsync([thing], by, cancel)).Contains(thing),
            !isArchived && (moderates || (mayPost && gate.IsAuthor(said.AuthorId))), mayPost && isOpen && said.DeletedAt is null, moderates)
        {
            IsArchived = isArchived,
        };
    }
}
