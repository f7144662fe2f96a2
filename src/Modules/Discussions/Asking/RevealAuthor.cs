using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Asking;

/// <summary>Who wrote an anonymous post.</summary>
internal sealed record RevealedAuthor(long MemberId, string Name);

/// <summary>A moderator looks who wrote an anonymous post; the audit says that they did.</summary>
internal sealed class RevealAuthor(AppDb db, Guard guard, TopicGate gate, CommunityScope scope)
{
    /// <summary>Whether there is something to reveal, without revealing it.</summary>
    /// <exception cref="Refused">404: there is no such anonymous post.</exception>
    public async Task<(Topic Topic, Post Post)> RequireAsync(Thing thing, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ModerateTopics, cancel);
        var reply = thing.Kind == Reply.OwnKind
            ? await db.Set<Reply>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == thing.Id, cancel) : null;
        var topicId = reply?.TopicId ?? (thing.Kind == Topic.OwnKind ? thing.Id : 0);
        var topic = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == topicId, cancel);
        await gate.RequireReadAsync(topic, cancel);
        return ((Post?)reply ?? topic!) is { IsAnonymous: true } post ? (topic!, post) : throw Refused.NotFound();
    }

    public async Task<RevealedAuthor> RunAsync(Thing thing, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ModerateTopics, cancel);
        var (topic, post) = await RequireAsync(thing, cancel);
        db.Publish(() => new AuthorRevealed(scope.Id, by, topic.Place, thing));
        await db.SaveChangesAsync(cancel);
        return await db.Members.Where(m => m.Id == post.AuthorId).Select(m => new RevealedAuthor(m.Id, m.Name)).SingleAsync(cancel);
    }
}
