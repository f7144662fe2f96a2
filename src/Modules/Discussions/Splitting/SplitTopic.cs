using Guildhall.Discussions.Following;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>What a moderator wants to move, as typed.</summary>
/// <param name="Replies">Ids of replies of the topic.</param>
/// <param name="Into">Id or address of a topic; where it is given, no new topic is opened.</param>
/// <param name="Space">Slug, for a new topic.</param>
/// <param name="Body">What a new topic begins with; empty for a sentence that says what happened.</param>
internal sealed record SplitDraft(IReadOnlyList<long> Replies, string? Into, string? Title, string? Space, string? Body);

/// <summary>
/// A moderator moves replies into a topic of their own, or into another one. With an answer go the comments under it.
/// </summary>
internal sealed class SplitTopic(AppDb db, Guard guard, MovedTopics topics, RenderPost render, MoveReplies move)
{
    public const int MaxReplies = 200;

    /// <param name="key">The same key again gives the same topic; <c>null</c> for none.</param>
    /// <returns>The topic in which they stand now, and whether it was done now.</returns>
    /// <exception cref="Refused">422 at the field: nothing was chosen, or no place to go.</exception>
    public async Task<(long TopicId, bool IsNew)> RunAsync(long id, SplitDraft draft, string? key, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ModerateTopics, cancel);
        await topics.RequireAsync(id, cancel);
        var wish = Wish.Of(key, ["split", $"{id}", .. draft.Replies.Select(r => $"{r}"), draft.Into, draft.Title, draft.Space, draft.Body]);
        if (wish is not null && await wish.MadeAsync(db, by, cancel) is { } made)
            return (made.Id, false);
        if (draft.Replies.Count == 0)
            throw Refused.AtField("replies", "replies_missing", "Choose the replies to move.");
        if (draft.Replies.Count > MaxReplies)
            throw Refused.AtField("replies", "replies_too_many", "At most {0} replies go at once.", MaxReplies);
        long? into = string.IsNullOrWhiteSpace(draft.Into) ? null : await topics.ReadIntoAsync(id, draft.Into, cancel);
        var (space, text) = into is null ? await NewAsync(draft, cancel) : (null, null);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await topics.LockAsync(id, into, cancel);
        var from = await db.Set<Topic>().SingleAsync(t => t.Id == id, cancel);
        if (from.DeletedAt is not null)
            throw Edits.Gone();
        var replies = await ChosenAsync(from, draft.Replies, cancel);
        var to = into is { } known ? await db.Set<Topic>().SingleAsync(t => t.Id == known, cancel)
            : await OpenAsync(space!, by, text!, cancel);
        await move.RunAsync(from, to, replies, by, into is null, null, cancel);
        if (into is null)
            await BeginAsync(to, replies.Count, by, text!, cancel);
        if (wish is not null)
            db.Add(PostingKey.Of(wish, by, to.CommunityId, to.Thing, topics.Now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (to.Id, true);
    }

    private async Task<(SpaceInfo Space, PostText Text)> NewAsync(SplitDraft draft, CancellationToken cancel)
    {
        var title = PostText.CheckTitle(draft.Title);
        var space = await topics.RequireSpaceAsync(draft.Space, cancel);
        var body = string.IsNullOrWhiteSpace(draft.Body) ? topics.OpeningWords : draft.Body;
        return (space, await render.TopicAsync(new PostDraft(title, body, null), cancel));
    }

    private async Task<List<Reply>> ChosenAsync(Topic from, IReadOnlyList<long> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToList();
        var chosen = await db.Set<Reply>()
            .Where(r => r.TopicId == from.Id && wanted.Contains(r.Id) && r.Number != null && r.DeletedAt == null).ToListAsync(cancel);
        if (chosen.Count < wanted.Count)
            throw Refused.AtField("replies", "reply_unknown", "One of these replies is no longer in this topic. Choose again.");
        if (from.Kind == TopicKind.Question)
            chosen.AddRange(await db.Set<Reply>()
                .Where(r => r.TopicId == from.Id && r.ReplyToId != null && wanted.Contains(r.ReplyToId.Value) && !wanted.Contains(r.Id))
                .ToListAsync(cancel));
        return [.. chosen.OrderBy(r => r.Number ?? int.MaxValue).ThenBy(r => r.Id)];
    }

    private async Task<Topic> OpenAsync(SpaceInfo space, long by, PostText text, CancellationToken cancel)
    {
        var topic = Topic.In(db.CommunityId, space.Id, OpenTopic.KindIn(space, null), by, topics.Now);
        topic.Call(text.Title);
        topic.Say(text, topics.Now);
        db.Add(topic);
        await db.SaveChangesAsync(cancel);
        return topic;
    }

    private async Task BeginAsync(Topic topic, int replies, long by, PostText text, CancellationToken cancel)
    {
        var reader = await db.Set<TopicReader>().SingleOrDefaultAsync(r => r.TopicId == topic.Id && r.MemberId == by, cancel);
        if (reader is null)
            db.Add(reader = TopicReader.Of(topic, by, topics.Now));
        reader.Read(topic.LastNumber, topics.Now);
        reader.Follow(Following.Following.Watching);
        db.Publish(() => new TopicOpened(topic.CommunityId, by, topic.Place));
    }
}
