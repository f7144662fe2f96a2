using Guildhall.Discussions.Following;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;

namespace Guildhall.Discussions.Reading;

/// <summary>
/// Topics that a member watches or tracks, by whatever word counts for them, and in which something is new to them: shown replies of others
/// after the last that they read; of what they never opened, all that was said since they began to follow.
/// </summary>
internal static class UnreadTopics
{
    /// <param name="ignored">Whom they ignore: what these opened or said under their name is nothing new.</param>
    public static IQueryable<Topic> UnreadOf(
        this IQueryable<Topic> topics, AppDb db, long me, FollowWords words, IReadOnlyList<long> ignored)
    {
        var readers = db.Set<TopicReader>().Where(r => r.MemberId == me);
        var replies = db.Set<Reply>().Where(r => r.AuthorId != me && r.Standing == Standing.Shown && r.DeletedAt == null
            && (r.IsAnonymous || !ignored.Contains(r.AuthorId)));
        var tags = db.Set<TagFollower>().Where(f => f.MemberId == me && f.Following != Following.Following.Normal);
        var tracked = tags.Where(f => f.Following == Following.Following.Tracking || f.Following == Following.Following.Watching);
        var spaces = db.Set<SpaceFollower>().Where(f => f.MemberId == me
            && (f.Following == Following.Following.Tracking || f.Following == Following.Following.Watching));
        var all = words.AllReadAt ?? DateTime.UnixEpoch;
        var never = DateTime.UnixEpoch;
        return topics.Where(t => t.IsAnonymous || !ignored.Contains(t.AuthorId)).Select(t => new
        {
            Topic = t,
            Word = readers.Where(r => r.TopicId == t.Id).Select(r => r.Following).FirstOrDefault(),
            IsOpened = readers.Any(r => r.TopicId == t.Id && r.LastRead >= 0),
            HasNew = readers.Any(r => r.TopicId == t.Id && r.LastRead >= 0 && r.LastRead < t.LastNumber
                && replies.Any(p => p.TopicId == t.Id && p.Number > r.LastRead)),
            IsTagged = db.Set<TopicTag>().Any(x => x.TopicId == t.Id && tags.Any(f => f.Tag == x.Tag)),
            // Of several tags the closest counts, so one of them is enough.
            TrackedByTag = db.Set<TopicTag>().Where(x => x.TopicId == t.Id)
                .Join(tracked, x => x.Tag, f => f.Tag, (x, f) => (DateTime?)f.At).Min(),
            TrackedBySpace = spaces.Where(f => f.SpaceId == t.SpaceId).Select(f => (DateTime?)(f.At ?? never)).FirstOrDefault(),
        }).Where(t => t.Word == Following.Following.Tracking || t.Word == Following.Following.Watching
                ? t.HasNew || (!t.IsOpened && t.Topic.LastAt > all)
            : t.Word == Following.Following.Normal && (t.IsTagged
                ? t.TrackedByTag != null && (t.HasNew || (!t.IsOpened && t.Topic.LastAt > all && t.Topic.LastAt > t.TrackedByTag))
                : t.TrackedBySpace != null && (t.HasNew || (!t.IsOpened && t.Topic.LastAt > all && t.Topic.LastAt > t.TrackedBySpace))))
            .Select(t => t.Topic);
    }
}
