using System.Collections.Concurrent;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Trust;

/// <summary>Days on which this node has seen members, so that most facts need no look at the database.</summary>
internal sealed class SeenToday
{
    private readonly ConcurrentDictionary<(long, long), DateOnly> _seen = [];

    public bool Knows(long communityId, long memberId, DateOnly day) => _seen.TryGetValue((communityId, memberId), out var seen)
        && seen >= day;

    public void Note(long communityId, long memberId, DateOnly day)
    {
        if (_seen.Count > 50_000)
            _seen.Clear();
        _seen[(communityId, memberId)] = day;
    }
}

/// <summary>
/// Whoever does something was there on that day; and who takes part may have earned the next level. The highest one is left to the night:
/// it asks about a hundred days. Bots earn nothing.
/// </summary>
internal sealed class CountPart(AppDb db, ReckonTrust reckon, SeenToday seen, IKnownBots bots, TimeProvider time)
    : IHandle<TopicOpened>, IHandle<ReplyPosted>, IHandle<ReactionChanged>, IHandle<ReplyVoted>, IHandle<ArticleRead>
{
    public Task HandleAsync(TopicOpened happened, Envelope envelope, CancellationToken cancel) => CountAsync(envelope, cancel);

    public Task HandleAsync(ReplyPosted happened, Envelope envelope, CancellationToken cancel) => CountAsync(envelope, cancel);

    public Task HandleAsync(ReactionChanged happened, Envelope envelope, CancellationToken cancel) => CountAsync(envelope, cancel);

    public Task HandleAsync(ReplyVoted happened, Envelope envelope, CancellationToken cancel) => CountAsync(envelope, cancel);

    public Task HandleAsync(ArticleRead happened, Envelope envelope, CancellationToken cancel) => CountAsync(envelope, cancel);

    private async Task CountAsync(Envelope envelope, CancellationToken cancel)
    {
        if (envelope.ActorId is not { } member || await bots.ContainsAsync(member, cancel))
            return;
        var day = DateOnly.FromDateTime(envelope.At);
        if (!seen.Knows(envelope.CommunityId, member, day))
        {
            if (!await db.Set<VisitDay>().AnyAsync(d => d.MemberId == member && d.Day == day, cancel))
            {
                db.Add(VisitDay.Of(envelope.CommunityId, member, day));
                await db.SaveChangesAsync(cancel);
            }
            db.AfterCommit(() => seen.Note(envelope.CommunityId, member, day));
        }
        var standing = await db.Set<TrustStanding>().AsNoTracking().SingleOrDefaultAsync(s => s.MemberId == member, cancel);
        if (standing is null || (standing is { IsLocked: false, Level: < TrustLevel.Regular }
            && standing.CheckedAt <= time.GetUtcNow().UtcDateTime - ReckonTrust.Pause))
            await reckon.OneAsync(member, cancel);
    }
}
