using System.Net;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Care;

/// <summary>Carries out what moderators decide about polls that are held or reported.</summary>
internal sealed class CareForPolls(AppDb db, ICommunities communities, TimeProvider time) : IHeldPosts, IReportable
{
    public IReadOnlyList<string> Kinds => [Poll.OwnKind];

    async Task<HeldPost?> IHeldPosts.FindAsync(long communityId, Thing post, CancellationToken cancel) =>
        await FindAsync(communityId, post, cancel) is { Standing: PollStanding.Held } poll
            ? new HeldPost(post, poll.AuthorId, poll.Question, await HtmlAsync(poll, cancel), await PathAsync(poll, cancel), poll.CreatedAt)
            : null;

    async Task<ReportedThing?> IReportable.FindAsync(long communityId, Thing thing, CancellationToken cancel) =>
        await FindAsync(communityId, thing, cancel) is { } poll
            ? new ReportedThing(thing, poll.AuthorId, poll.Question, await HtmlAsync(poll, cancel), await PathAsync(poll, cancel),
                poll.CreatedAt, poll.DeletedAt is not null)
            : null;

    public Task<bool> ReleaseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        ChangeAsync(communityId, post, p => p.Standing == PollStanding.Held, poll =>
        {
            poll.Release();
            db.Publish(() => new PollOpened(communityId, poll.AuthorId, poll.Id));
        }, cancel);

    public Task<bool> RefuseHeldAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        ChangeAsync(communityId, post, p => p.Standing == PollStanding.Held, poll => poll.Refuse(), cancel);

    public Task<bool> HoldAgainAsync(long communityId, Thing post, long by, CancellationToken cancel = default) =>
        ChangeAsync(communityId, post, p => p.Standing != PollStanding.Held, poll =>
        {
            poll.Hold();
            db.Publish(() => new PollRemoved(communityId, by, poll.Id, true));
        }, cancel);

    public Task<bool> RemoveAsync(long communityId, Thing thing, long by, CancellationToken cancel = default) =>
        ChangeAsync(communityId, thing, p => p.DeletedAt is null, poll =>
        {
            poll.Delete(by, time.GetUtcNow().UtcDateTime);
            db.Publish(() => new PollRemoved(communityId, by, poll.Id, true));
        }, cancel);

    public Task<bool> RestoreAsync(long communityId, Thing thing, long by, CancellationToken cancel = default) =>
        ChangeAsync(communityId, thing, p => p.DeletedAt is not null, poll =>
        {
            poll.Restore();
            db.Publish(() => new PollRemoved(communityId, by, poll.Id, false));
        }, cancel);

    private async Task<bool> ChangeAsync(
        long communityId, Thing thing, Func<Poll, bool> applies, Action<Poll> change, CancellationToken cancel)
    {
        await using var own = db.IsInTransaction ? null : await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Poll, thing.Id, cancel);
        var poll = thing.Kind != Poll.OwnKind ? null : await db.Set<Poll>().IgnoreQueryFilters()
            .SingleOrDefaultAsync(p => p.CommunityId == communityId && p.Id == thing.Id, cancel);
        if (poll is null || !applies(poll))
            return false;
        change(poll);
        await db.SaveChangesAsync(cancel);
        if (own is not null)
            await own.CommitAsync(cancel);
        return true;
    }

    private async Task<Poll?> FindAsync(long communityId, Thing thing, CancellationToken cancel) => thing.Kind != Poll.OwnKind ? null
        : await db.Set<Poll>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(p => p.CommunityId == communityId && p.Id == thing.Id, cancel);

    private async Task<string> HtmlAsync(Poll poll, CancellationToken cancel)
    {
        var options = await db.Set<PollOption>().AsNoTracking().Where(o => o.PollId == poll.Id).OrderBy(o => o.Number).Select(o => o.Text)
            .ToListAsync(cancel);
        return $"<p>{WebUtility.HtmlEncode(poll.Question)}</p><ul>"
            + string.Concat(options.Select(o => $"<li>{WebUtility.HtmlEncode(o)}</li>")) + "</ul>";
    }

    private async Task<string> PathAsync(Poll poll, CancellationToken cancel) =>
        PollPaths.Of((await communities.FindAsync(poll.CommunityId, cancel))?.Slug ?? "", poll.Code);
}
