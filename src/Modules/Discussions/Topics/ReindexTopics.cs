using System.Globalization;
using Guildhall.Discussions.Replies;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Topics;

/// <summary>Work: who may find topics has changed, so they are put into the search anew.</summary>
/// <param name="SpaceId">All topics of a space; <c>null</c> for one topic.</param>
/// <param name="TopicId">That one, or in a space the last that is done.</param>
internal sealed record ReindexTopics(long? SpaceId, long TopicId)
{
    public static WorkOrder Of(Topic topic) =>
        new($"topic-{topic.Id.ToString(CultureInfo.InvariantCulture)}", new ReindexTopics(null, topic.Id));

    public static WorkOrder OfSpace(long spaceId) =>
        new($"space-{spaceId.ToString(CultureInfo.InvariantCulture)}", new ReindexTopics(spaceId, 0));
}

/// <summary>Another tier reads a space: the search shall find its topics for those alone who may know of them.</summary>
internal sealed class ReindexOnSpaceAccessChanged(AppDb db, ICommunities communities) : IHandle<SpaceAccessChanged>
{
    public async Task HandleAsync(SpaceAccessChanged happened, Envelope envelope, CancellationToken cancel)
    {
        if ((await communities.FindAsync(happened.CommunityId, cancel))?.TopicSpace(happened.SpaceId) is null)
            return;
        db.Enqueue(() => ReindexTopics.OfSpace(happened.SpaceId));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>A few in each transaction, so that whoever posts comes in between.</summary>
internal sealed class ReindexMovedTopics(AppDb db, KeepPost keep, CommunityScope scope, ICommunities communities) : IWork<ReindexTopics>
{
    private const int Step = 20;

    public async Task RunAsync(ReindexTopics payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        scope.Enter(community);
        if (payload.SpaceId is not { } space)
        {
            await IndexAsync(payload.TopicId, cancel);
            return;
        }
        for (var after = payload.TopicId; ;)
        {
            var topics = await db.Set<Topic>().AsNoTracking().Where(t => t.SpaceId == space && t.Id > after).OrderBy(t => t.Id)
                .Select(t => t.Id).Take(Step).ToListAsync(cancel);
            if (topics.Count == 0)
                return;
            foreach (var id in topics)
                await IndexAsync(id, cancel);
            after = topics[^1];
        }
    }

    private async Task IndexAsync(long topicId, CancellationToken cancel)
    {
        if (await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == topicId, cancel) is not { } topic)
            return;
        await InTransactionAsync(() => keep.IndexAsync(topic, Plain(topic), cancel), cancel);
        for (long after = 0; ;)
        {
            var replies = await db.Set<Reply>().AsNoTracking().Where(r => r.TopicId == topicId && r.Id > after).OrderBy(r => r.Id)
                .Take(Step).ToListAsync(cancel);
            if (replies.Count == 0)
                return;
            await InTransactionAsync(async () =>
            {
                foreach (var reply in replies)
                    await keep.IndexAsync(topic, reply, Plain(reply), cancel);
            }, cancel);
            after = replies[^1].Id;
        }
    }

    private async Task InTransactionAsync(Func<Task> write, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await write();
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private static string Plain(Post post) => post.IsShown ? MarkdownRenderer.Render(post.Markdown).PlainFull : "";
}
