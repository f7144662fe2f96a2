using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;

namespace Guildhall.Growth.Deeds;

/// <summary>What others do for what somebody wrote: accepted answers, votes, reactions. Nothing that one does for oneself.</summary>
internal sealed class ReceivedDeeds(
    TurnDeeds turn, IPostNotices posts, IReactions reactions, FoundAuthors authors, ITopicFacts topics)
{
    /// <summary>One answer of a question is accepted at a time: the deed goes from one author to the other.</summary>
    /// <param name="replyId"><c>null</c> where none is accepted any more.</param>
    public async Task AcceptAsync(long topicId, long? replyId, Envelope envelope, CancellationToken cancel)
    {
        var key = $"accepted:{topicId}";
        if (replyId is not { } id
            || await posts.NamedAuthorAsync(envelope.CommunityId, new Thing("reply", id), cancel) is not { } author
            || await AskerAsync(topicId, envelope.CommunityId, cancel) is not { } asker || asker == author)
        {
            await turn.UndoAsync(key, envelope.ActivityId, cancel);
            return;
        }
        var reply = new Thing("reply", id);
        var isHidden = await posts.FindAsync(envelope.CommunityId, reply, cancel) is null;
        await turn.MoveAsync(
            new DeedFact(envelope.CommunityId, key, DeedKind.AnswerAccepted, author, asker, reply, envelope.At), isHidden,
            envelope.ActivityId, cancel);
    }

    public Task VoteAsync(Thing reply, bool isFor, Envelope envelope, CancellationToken cancel) =>
        TurnAsync($"vote:{reply.Id}:{envelope.ActorId}", DeedKind.VoteReceived, reply, isFor, envelope, cancel);

    public Task HelpAsync(Thing thing, bool isHelpful, Envelope envelope, CancellationToken cancel) =>
        TurnAsync($"helpful:{thing.Kind}:{thing.Id}:{envelope.ActorId}", DeedKind.HelpfulReceived, thing, isHelpful, envelope, cancel);

    /// <summary>However many reactions one member leaves on a post, they are one deed.</summary>
    public async Task ReactAsync(Thing thing, Envelope envelope, CancellationToken cancel)
    {
        if (envelope.ActorId is not { } actor)
            return;
        var stands = (await reactions.OfAsync([thing], actor, cancel))[thing].Any(r => r.Mine);
        await TurnAsync($"reaction:{thing.Kind}:{thing.Id}:{actor}", DeedKind.ReactionReceived, thing, stands, envelope, cancel);
    }

    private async Task TurnAsync(
        string key, DeedKind kind, Thing thing, bool stands, Envelope envelope, CancellationToken cancel)
    {
        if (envelope.ActorId is not { } actor)
            return;
        var (author, isHidden) = await authors.FindAsync(envelope.CommunityId, thing, actor, cancel);
        if (author is { } known && known != actor)
            await turn.RunAsync(
                new DeedFact(envelope.CommunityId, key, kind, known, actor, thing, envelope.At), stands, isHidden, envelope.ActivityId,
                cancel);
    }

    private Task<long?> AskerAsync(long topicId, long communityId, CancellationToken cancel) =>
        authors.OfTopicAsync(communityId, topicId, topics, cancel);
}

/// <summary>Who made what others value.</summary>
internal sealed class FoundAuthors(IPostNotices posts, IMessageNotices messages, IThings things, ICommunities communities)
{
    /// <returns>The author, <c>null</c> where it is nobody's or without a name; and whether it is out of sight.</returns>
    public async Task<(long? Author, bool IsHidden)> FindAsync(long communityId, Thing thing, long reader, CancellationToken cancel)
    {
        switch (thing.Kind)
        {
            case "topic" or "reply":
                return await posts.FindAsync(communityId, thing, cancel) is { } shown ? (shown.AuthorId, false)
                    : (await posts.NamedAuthorAsync(communityId, thing, cancel), true);
            case "message":
                return ((await messages.FindAsync(communityId, thing.Id, cancel))?.AuthorId, false);
            default:
                return ((await things.FindAsync(communityId, [thing], new Viewer(reader), cancel)).GetValueOrDefault(thing)?.AuthorId,
                    false);
        }
    }

    public async Task<long?> OfTopicAsync(long communityId, long topicId, ITopicFacts topics, CancellationToken cancel) =>
        await communities.FindAsync(communityId, cancel) is { } community
            ? (await topics.FindAsync(community, topicId, cancel))?.AuthorId : null;
}
