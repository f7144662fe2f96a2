using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Following;

/// <summary>How far a member has read, and how closely they follow topics and spaces. It is theirs alone: reading is all it asks.</summary>
internal sealed class FollowTopics(AppDb db, TopicGate gate, IAccess access, CurrentMember member, CommunityScope scope)
{
    /// <summary>Of one member in one community.</summary>
    private const int MaxTags = 100;

    /// <summary>Remembers that a member has read up to a reply. Forward only, whatever another device says later.</summary>
    public Task<TopicReader> ReadAsync(long topicId, int number, CancellationToken cancel) =>
        WriteAsync(topicId, (reader, topic) => reader.Read(Math.Clamp(number, 0, topic.LastNumber), gate.Now), cancel);

    public Task<TopicReader> FollowAsync(long topicId, Following following, CancellationToken cancel) =>
        WriteAsync(topicId, (reader, _) => reader.Follow(following), cancel);

    public async Task FollowSpaceAsync(string space, Following following, CancellationToken cancel)
    {
        var by = member.RequireId();
        var place = scope.Required.TopicSpace(space) ?? throw Refused.NotFound();
        var need = Need.ToRead(scope.Id, new Kernel.Contracts.Thing("space", place.Id), Requirement.OfTier(place.TierId));
        await access.RequireAsync(member.Viewer, need, gate.Now, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, by, cancel);
        var follower = await db.Set<SpaceFollower>().SingleOrDefaultAsync(f => f.SpaceId == place.Id && f.MemberId == by, cancel);
        if (follower is null)
            db.Add(follower = SpaceFollower.Of(scope.Id, place.Id, by));
        follower.Follow(following, gate.Now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <param name="typed">One tag; <see cref="Following.Normal"/> takes the word back.</param>
    /// <exception cref="Refused">422 at the field "tag": it is none, or so many are followed already.</exception>
    public async Task<string> FollowTagAsync(string? typed, Following following, CancellationToken cancel)
    {
        var by = member.RequireId();
        var tag = TopicTag.Check(typed) is [var one] ? one : throw Refused.AtField("tag", "tag_missing", "Name one tag.");
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, by, cancel);
        var follower = await db.Set<TagFollower>().SingleOrDefaultAsync(f => f.Tag == tag && f.MemberId == by, cancel);
        if (following == Following.Normal && follower is not null)
            db.Remove(follower);
        if (following != Following.Normal)
        {
            if (follower is null && await db.Set<TagFollower>().CountAsync(f => f.MemberId == by, cancel) >= MaxTags)
                throw Refused.AtField("tag", "tags_followed_too_many", "You follow {0} tags already. Let one go first.", MaxTags);
            if (follower is null)
                db.Add(follower = TagFollower.Of(scope.Id, tag, by));
            follower.Follow(following, gate.Now);
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return tag;
    }

    /// <summary>All that was said in the community up to now is read.</summary>
    public async Task ReadAllAsync(CancellationToken cancel)
    {
        var by = member.RequireId();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, by, cancel);
        var all = await db.Set<AllRead>().SingleOrDefaultAsync(a => a.MemberId == by, cancel);
        if (all is null)
            db.Add(all = AllRead.Of(scope.Id, by));
        all.Say(gate.Now);
        await db.SaveChangesAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE topic_readers SET last_read = (SELECT t.last_number FROM topics t WHERE t.id = topic_readers.topic_id)
            WHERE member_id = {by} AND community_id = {scope.Id} AND last_read >= 0
                AND last_read < (SELECT t.last_number FROM topics t WHERE t.id = topic_readers.topic_id)
            """, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<TopicReader> WriteAsync(long topicId, Action<TopicReader, Topic> change, CancellationToken cancel)
    {
        var by = member.RequireId();
        var topic = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == topicId, cancel);
        await gate.RequireReadAsync(topic, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Of two devices the second finds what the first has written.
        await db.LockAsync(LockOn.Member, by, cancel);
        var reader = await db.Set<TopicReader>().SingleOrDefaultAsync(r => r.TopicId == topicId && r.MemberId == by, cancel);
        if (reader is null)
            db.Add(reader = TopicReader.Of(topic!, by, gate.Now));
        change(reader, topic!);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return reader;
    }
}
