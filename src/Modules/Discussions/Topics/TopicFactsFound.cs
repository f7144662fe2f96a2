using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Topics;

/// <summary>Tells other modules of a topic that something of theirs hangs on.</summary>
internal sealed class TopicFactsFound(AppDb db, TopicTerms terms) : ITopicFacts
{
    public async Task<TopicFacts?> FindAsync(CommunityInfo community, long topicId, CancellationToken cancel = default)
    {
        // Asked by followers and workers too, which stand in no community; so the community is named.
        var topic = await db.Set<Topic>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(t => t.CommunityId == community.Id && t.Id == topicId && t.Kind != TopicKind.Comments, cancel);
        if (topic is null)
            return null;
        var asks = await terms.OfAsync(community, topic.SpaceId, null, cancel);
        // The key is the topic's: one of another community has none.
        var isClosed = await db.Set<Closure>().IgnoreQueryFilters().AnyAsync(c => c.TopicId == topicId, cancel);
        return new TopicFacts(topic.Id, topic.Title, topic.AuthorId, topic.SpaceId ?? 0, asks.ToRead, asks.ToPost, topic.IsShown,
            topic.DeletedAt is not null, isClosed, TopicPaths.Of(community.Slug, topic.Id));
    }
}
