using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Following;

/// <summary>How far a member has read, and how closely they follow topics and spaces. It is theirs alone: reading is all it asks.</summary>
internal sealed class FollowTopics(AppDb db, TopicGate gate, IAccess access, CurrentMember member, CommunityScope scope)
{
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
        follower.Follow(following);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<Following> OfSpaceAsync(long spaceId, CancellationToken cancel) => member.Id is not { } me ? Following.Normal
        : await db.Set<SpaceFollower>().Where(f => f.SpaceId == spaceId && f.MemberId == me).Select(f => f.Following)
            .SingleOrDefaultAsync(cancel);

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
