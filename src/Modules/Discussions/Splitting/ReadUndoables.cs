using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>A merger or a split that can be undone.</summary>
/// <param name="Replies">That were moved; of a merger without the topic's text.</param>
/// <param name="By">Name of the moderator.</param>
/// <param name="Until">UTC: before this instant.</param>
public sealed record UndoableRow(
    long MoveId, bool IsMerger, long FromId, string FromTitle, long ToId, string ToTitle, int Replies, string By, DateTime MovedAt,
    DateTime Until);

/// <summary>What a moderator can undo in a topic: what came to it and what went from it.</summary>
internal sealed class ReadUndoables(AppDb db, Guard guard, MovedTopics topics, ReadMoves moves)
{
    private const int Shown = 50;

    /// <returns>The newest first; without what leads to a topic that they may not read.</returns>
    public async Task<IReadOnlyList<UndoableRow>> RunAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ModerateTopics, cancel);
        await topics.RequireAsync(id, cancel);
        var now = topics.Now;
        var rows = await db.Set<UndoableMove>().Where(u => u.UndoneAt == null && u.Until > now)
            .Join(db.Set<ReplyMove>().Where(m => m.FromTopicId == id || m.ToTopicId == id), u => u.MoveId, m => m.Id, (u, m) => new
            {
                m.Id, IsMerger = u.TextReplyId != null, m.FromTopicId, m.ToTopicId, m.MovedAt, u.Until,
                By = db.Members.Where(b => b.Id == m.MovedBy).Select(b => b.Name).First(),
                Replies = db.Set<LeftPlace>().Count(p => p.MoveId == m.Id && p.Number > 0),
            })
            .OrderByDescending(m => m.Id).Take(Shown).ToListAsync(cancel);
        var known = await moves.KnownAsync([.. rows.Select(r => r.FromTopicId).Concat(rows.Select(r => r.ToTopicId)).Distinct()], cancel);
        return [.. rows.Where(r => known.ContainsKey(r.FromTopicId) && known.ContainsKey(r.ToTopicId)).Select(r => new UndoableRow(
            r.Id, r.IsMerger, r.FromTopicId, known[r.FromTopicId].Title, r.ToTopicId, known[r.ToTopicId].Title, r.Replies, r.By,
            r.MovedAt, r.Until))];
    }
}
