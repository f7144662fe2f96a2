using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Data;
using Guildhall.Polls.Voting;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Care;

/// <summary>Whom the end of a poll concerns. Asked by work of a community, which its queries see alone.</summary>
internal sealed class PollNotices(AppDb db, ICommunities communities) : IPollNotices
{
    public async Task<PollNotice?> FindAsync(long communityId, long pollId, CancellationToken cancel = default) =>
        await communities.FindAsync(communityId, cancel) is { } community
        && await db.Set<Poll>().AsNoTracking().SingleOrDefaultAsync(p => p.CommunityId == communityId && p.Id == pollId, cancel)
            is { IsShown: true } poll
            ? new PollNotice(poll.Question, PollPaths.Of(community.Slug, poll.Code), poll.AuthorId) : null;

    public async Task<IReadOnlyList<long>> VotersAsync(
        long communityId, long pollId, long after, int count, CancellationToken cancel = default) =>
        await db.Set<Ballot>().Where(b => b.PollId == pollId && b.MemberId > after).OrderBy(b => b.MemberId).Select(b => b.MemberId)
            .Take(count).ToListAsync(cancel);
}
