using Guildhall.Chat.Messages;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Channels;

/// <summary>A thread in which something waits for a member.</summary>
/// <param name="Title">How its first message begins.</param>
internal sealed record FollowedThread(long Id, long ChannelId, string Title, int Unread, DateTime LastAt);

/// <summary>
/// Whoever began a thread or wrote in it follows it, unless they let it go; and what one chose by hand.
/// How far they have read is kept by the server, so all their devices count alike.
/// </summary>
internal sealed class FollowedThreads(AppDb db, ChannelLists lists, CurrentMember member)
{
    private const int Most = 20, MaxTitle = 60;

    /// <summary>Those with something unread in channels that whoever asks may read, the newest first.</summary>
    public async Task<IReadOnlyList<FollowedThread>> UnreadAsync(CancellationToken cancel)
    {
        if (member.Id is not { } me)
            return [];
        var channels = (await lists.ReadableAsync(me, cancel)).Where(c => c.ArchivedAt is null).Select(c => c.Id).ToList();
        var roots = db.Set<Message>().AsNoTracking().Where(r => channels.Contains(r.ChannelId) && r.ThreadId == 0 && r.Replies > 0
            && r.Standing == Standing.Shown && r.DeletedAt == null);
        var mine = db.Set<Message>().Where(m => m.AuthorId == me && channels.Contains(m.ChannelId) && m.ThreadId != 0)
            .Select(m => m.ThreadId);
        var chosen = db.Set<ThreadFollowing>().Where(f => f.MemberId == me);
        var rows = await roots.Where(r => chosen.Any(f => f.ThreadId == r.Id && f.Follows)
                || (r.AuthorId == me || mine.Contains(r.Id)) && !chosen.Any(f => f.ThreadId == r.Id && !f.Follows))
            .Select(r => new
            {
                r.Id, r.ChannelId, r.Markdown, r.Replies, r.RepliedAt,
                Read = db.Set<ReadMark>().Where(m => m.MemberId == me && m.ChannelId == r.ChannelId && m.ThreadId == r.Id)
                    .Select(m => (int?)m.LastRead).FirstOrDefault() ?? 0,
            }).Where(r => r.Replies > r.Read).OrderByDescending(r => r.RepliedAt).ThenByDescending(r => r.Id).Take(Most)
            .ToListAsync(cancel);
        return rows.ConvertAll(r => new FollowedThread(
            r.Id, r.ChannelId, MessagePages.Cut(r.Markdown, MaxTitle), r.Replies - r.Read, r.RepliedAt!.Value));
    }
}
