using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Care;

/// <summary>
/// Of a poll hears who sees it: that something changed, and nothing of what. Who may see results reads them from the poll.
/// </summary>
internal sealed class PollsHeard(AppDb db, ICommunities communities)
    : IHeardBy<PollOpened>, IHeardBy<PollVoted>, IHeardBy<PollClosed>, IHeardBy<PollRemoved>, IHeardBy<PollEdited>
{
    public ValueTask<Heard> OfAsync(PollOpened happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.PollId, cancel);

    public ValueTask<Heard> OfAsync(PollVoted happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.PollId, cancel);

    public ValueTask<Heard> OfAsync(PollClosed happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.PollId, cancel);

    public ValueTask<Heard> OfAsync(PollRemoved happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.PollId, cancel);

    public ValueTask<Heard> OfAsync(PollEdited happened, CancellationToken cancel = default) =>
        OfAsync(happened.CommunityId, happened.PollId, cancel);

    private async ValueTask<Heard> OfAsync(long communityId, long pollId, CancellationToken cancel)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community
            // Asked on behalf of several communities, outside of any.
            || await db.Set<Poll>().IgnoreQueryFilters().AsNoTracking()
                .SingleOrDefaultAsync(p => p.CommunityId == communityId && p.Id == pollId, cancel) is not { } poll)
            return Heard.ByNobody;
        var need = poll.IsShown ? Need.ToRead(communityId, poll.Thing, PollGate.ToSee(community, poll.SpaceId))
            : Need.Permission(communityId, Permissions.ModerateTopics);
        return new Heard(new Audience.Needing(need),
            new { poll = new { poll.Id, poll.Question, path = PollPaths.Of(community.Slug, poll.Code) } });
    }
}
