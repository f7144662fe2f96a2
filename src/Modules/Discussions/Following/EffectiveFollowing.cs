using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Following;

/// <summary>
/// How closely members follow a topic by all that they said: a word about the topic counts before one about a tag of it, and that before
/// one about its space. Of several tags the closest counts.
/// </summary>
internal sealed class EffectiveFollowing(AppDb db)
{
    /// <summary>Members who watch a topic.</summary>
    public IQueryable<long> Watchers(Topic topic)
    {
        var (said, tags, space) = (OfTopic(topic), OfTags(topic), OfSpace(topic));
        var byTag = tags.Where(f => f.Following == Following.Watching && !said.Any(r => r.MemberId == f.MemberId));
        var bySpace = space.Where(f => f.Following == Following.Watching && !said.Any(r => r.MemberId == f.MemberId)
            && !tags.Any(t => t.MemberId == f.MemberId));
        return said.Where(r => r.Following == Following.Watching).Select(r => r.MemberId)
            .Concat(byTag.Select(f => f.MemberId)).Concat(bySpace.Select(f => f.MemberId));
    }

    /// <summary>Members who muted it.</summary>
    public IQueryable<long> Muters(Topic topic)
    {
        var (said, tags, space) = (OfTopic(topic), OfTags(topic), OfSpace(topic));
        var byTag = tags.Where(f => f.Following == Following.Muted && !said.Any(r => r.MemberId == f.MemberId)
            && !tags.Any(t => t.MemberId == f.MemberId && t.Following != Following.Muted));
        var bySpace = space.Where(f => f.Following == Following.Muted && !said.Any(r => r.MemberId == f.MemberId)
            && !tags.Any(t => t.MemberId == f.MemberId));
        return said.Where(r => r.Following == Following.Muted).Select(r => r.MemberId)
            .Concat(byTag.Select(f => f.MemberId)).Concat(bySpace.Select(f => f.MemberId));
    }

    /// <summary>Those of these topics that a member has muted, by whatever word counts.</summary>
    public async Task<HashSet<long>> MutedAsync(IReadOnlyCollection<long> topicIds, long memberId, CancellationToken cancel)
    {
        var said = db.Set<TopicReader>().Where(r => r.MemberId == memberId);
        var tags = db.Set<TagFollower>().Where(f => f.MemberId == memberId && f.Following != Following.Normal);
        var spaces = db.Set<SpaceFollower>().Where(f => f.MemberId == memberId && f.Following == Following.Muted);
        return await db.Set<Topic>().Where(t => topicIds.Contains(t.Id)).Where(t =>
                said.Any(r => r.TopicId == t.Id && r.Following == Following.Muted)
                || (!said.Any(r => r.TopicId == t.Id && r.Following != Following.Normal)
                    && (db.Set<TopicTag>().Any(x => x.TopicId == t.Id && tags.Any(f => f.Tag == x.Tag))
                        ? !db.Set<TopicTag>().Any(x => x.TopicId == t.Id && tags.Any(f => f.Tag == x.Tag && f.Following != Following.Muted))
                        : spaces.Any(f => f.SpaceId == t.SpaceId))))
            .Select(t => t.Id).ToHashSetAsync(cancel);
    }

    private IQueryable<TopicReader> OfTopic(Topic topic) =>
        db.Set<TopicReader>().Where(r => r.TopicId == topic.Id && r.Following != Following.Normal);

    private IQueryable<SpaceFollower> OfSpace(Topic topic) => db.Set<SpaceFollower>().Where(f => f.SpaceId == topic.SpaceId);

    private IQueryable<TagFollower> OfTags(Topic topic) => db.Set<TagFollower>().Where(f => f.CommunityId == topic.CommunityId
        && f.Following != Following.Normal && db.Set<TopicTag>().Any(t => t.TopicId == topic.Id && t.Tag == f.Tag));
}
