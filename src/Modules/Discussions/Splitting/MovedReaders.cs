using Guildhall.Discussions.Following;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>
/// Who read and followed replies goes on doing so where they are moved; and no more, where that is undone. A part of
/// <see cref="MoveReplies"/> and <see cref="UndoMove"/>, in their transaction.
/// </summary>
internal sealed class MovedReaders(AppDb db)
{
    /// <param name="before">Number of the last reply of <paramref name="to"/> before they came.</param>
    /// <param name="last">Of those that went, in <paramref name="from"/>.</param>
    public async Task FollowAsync(
        Topic from, Topic to, ReplyMove move, bool wasNew, int before, int last, DateTime now, CancellationToken cancel)
    {
        // A topic that was opened for them is gone again once that is undone.
        if (!wasNew)
            await KeepAsync(from, to, move, cancel);
        // Their order is the same there, so what somebody had read is the beginning of a new topic.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO topic_readers (topic_id, member_id, community_id, last_read, following, at, seconds_read)
            SELECT {to.Id}, r.member_id, r.community_id,
                   CASE WHEN {wasNew} AND r.last_read >= 0
                        THEN (SELECT COUNT(*) FROM left_places p
                              WHERE p.topic_id = {from.Id} AND p.move_id = {move.Id} AND p.number <= r.last_read)
                        ELSE -1 END,
                   r.following, {now}, 0
            FROM topic_readers r
            WHERE r.topic_id = {from.Id} AND r.community_id = {from.CommunityId}
              AND NOT EXISTS (SELECT 1 FROM topic_readers k WHERE k.topic_id = {to.Id} AND k.member_id = r.member_id)
            """, cancel);
        var readers = db.Set<TopicReader>().Where(r => r.TopicId == to.Id);
        var former = db.Set<TopicReader>().Where(r => r.TopicId == from.Id);
        // Whoever had read all of both has nothing new before them.
        await readers.Where(r => r.LastRead == before && former.Any(f => f.MemberId == r.MemberId && f.LastRead >= last))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.LastRead, to.LastNumber), cancel);
        await readers.Where(r => (r.Following == Following.Following.Normal || r.Following == Following.Following.Tracking)
                && former.Any(f => f.MemberId == r.MemberId && f.Following == Following.Following.Watching))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Following, Following.Following.Watching), cancel);
    }

    /// <summary>Keeps what <see cref="FollowAsync"/> is about to change.</summary>
    private Task KeepAsync(Topic from, Topic to, ReplyMove move, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO undoable_followings (move_id, member_id, community_id, following)
        SELECT {move.Id}, r.member_id, r.community_id, k.following
        FROM topic_readers r LEFT JOIN topic_readers k ON k.topic_id = {to.Id} AND k.member_id = r.member_id
        WHERE r.topic_id = {from.Id} AND r.community_id = {from.CommunityId}
          AND (k.member_id IS NULL OR (k.following IN ('Normal', 'Tracking') AND r.following = 'Watching'))
        """, cancel);

    /// <param name="back">The move by which they went back from <paramref name="to"/> to <paramref name="from"/>.</param>
    public async Task UndoAsync(Topic from, Topic to, ReplyMove move, ReplyMove back, CancellationToken cancel)
    {
        // What somebody read of them there is read here too.
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE topic_readers SET last_read = (
                SELECT MAX(r.number) FROM left_places p JOIN replies r ON r.id = p.reply_id
                    JOIN topic_readers k ON k.topic_id = p.topic_id AND k.member_id = topic_readers.member_id
                WHERE p.topic_id = {to.Id} AND p.move_id = {back.Id} AND r.topic_id = {from.Id} AND p.number <= k.last_read)
            WHERE topic_id = {from.Id} AND last_read < (
                SELECT MAX(r.number) FROM left_places p JOIN replies r ON r.id = p.reply_id
                    JOIN topic_readers k ON k.topic_id = p.topic_id AND k.member_id = topic_readers.member_id
                WHERE p.topic_id = {to.Id} AND p.move_id = {back.Id} AND r.topic_id = {from.Id} AND p.number <= k.last_read)
            """, cancel);
        // Whoever said meanwhile how closely they follow it has said so of the topic as it was then.
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE topic_readers SET following = (
                SELECT COALESCE(f.following, CASE WHEN EXISTS (
                    SELECT 1 FROM replies w WHERE w.topic_id = {to.Id} AND w.author_id = f.member_id) THEN 'Tracking' ELSE 'Normal' END)
                FROM undoable_followings f
                WHERE f.move_id = {move.Id} AND f.member_id = topic_readers.member_id)
            WHERE topic_id = {to.Id} AND EXISTS (
                SELECT 1 FROM undoable_followings f JOIN topic_readers r ON r.topic_id = {from.Id} AND r.member_id = f.member_id
                WHERE f.move_id = {move.Id} AND f.member_id = topic_readers.member_id AND r.following = topic_readers.following)
            """, cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM topic_readers WHERE topic_id = {to.Id} AND last_read = -1 AND following = 'Normal' AND EXISTS (
                SELECT 1 FROM undoable_followings f
                WHERE f.move_id = {move.Id} AND f.member_id = topic_readers.member_id AND f.following IS NULL)
            """, cancel);
    }
}
