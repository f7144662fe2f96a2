using Guildhall.Discussions.Replies;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;

namespace Guildhall.Discussions.Topics;

/// <summary>
/// What every new or changed post goes through: the screening before the transaction; the sanctions of its author, what it ties
/// itself to and the index of the search inside it. A part of the operations that ask the gate.
/// </summary>
internal sealed class KeepPost(
    IScreening screening, ISanctions sanctions, ISearchIndex index, TopicTerms terms, CommunityScope scope, PostTies ties)
{
    /// <summary>People, files and links of the text, in the caller's unit of work: the caller saves.</summary>
    public PostTies Ties => ties;

    /// <returns>Whether it has to wait for a moderator, and why.</returns>
    /// <exception cref="Refused">422: the screening refuses it; 429: it refuses it for now.</exception>
    public async Task<(bool IsHeld, string Reason)> ScreenAsync(
        string kind, long? id, long authorId, PostText text, CancellationToken cancel)
    {
        var answer = await screening.ScreenAsync(
            new PostToScreen(scope.Id, kind, id, authorId, text.Title, text.Markdown, text.Plain, text.Links)
            {
                Mentions = text.Mentioned.Count,
                Pictures = text.Pictures,
            }, cancel);
        return answer.OrRefused("body");
    }

    /// <summary>Inside the transaction, before something new is saved.</summary>
    /// <exception cref="Refused">429 in slow mode; 409 while a warning waits.</exception>
    public Task TakeTurnAsync(long authorId, CancellationToken cancel) => sanctions.TakeTurnAsync(scope.Id, authorId, cancel);

    /// <summary>Inside the transaction, after the save.</summary>
    /// <param name="plain">Its words without marks.</param>
    /// <param name="isNew">Whether it was made in this transaction.</param>
    public Task IndexAsync(Topic topic, string plain, CancellationToken cancel, bool isNew = false)
    {
        if (topic.Kind == TopicKind.Comments)
            return Task.CompletedTask;
        var toRead = TopicTerms.ToReadIn(scope.Required, topic.SpaceId);
        return PutAsync(topic, topic.Thing, topic.Title, plain, toRead, isNew, cancel);
    }

    /// <summary>The same for a reply.</summary>
    public async Task IndexAsync(Topic topic, Reply reply, string plain, CancellationToken cancel, bool isNew = false)
    {
        var asks = await terms.OfAsync(scope.Required, topic.SpaceId, topic.About, cancel);
        await PutAsync(reply, reply.Thing, asks.About?.Title ?? topic.Title, plain, asks.ToRead, isNew, cancel);
    }

    private Task PutAsync(
        Post post, Thing thing, string title, string plain, Requirement toRead, bool isNew, CancellationToken cancel) => post.IsShown
        ? index.PutAsync(new SearchableThing(post.CommunityId, thing, title, plain, plain, toRead, toRead,
            post.IsAnonymous ? null : post.AuthorId, post.CreatedAt) { IsNew = isNew }, cancel)
        : isNew ? Task.CompletedTask : index.RemoveAsync(thing, cancel);
}
