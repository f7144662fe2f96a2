using Guildhall.Activities.Drawing;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Live;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Sessions;

/// <summary>
/// Of a public session everybody may hear title, time and address, never the link to its room; of a seat its member, and whoever makes
/// sessions here.
/// </summary>
internal sealed class SessionsHeard(AppDb db, ICommunities communities)
    : IHeardBy<SessionPublished>, IHeardBy<SessionMoved>, IHeardBy<SessionCancelled>, IHeardBy<SessionReplayAdded>, IHeardBy<SeatTaken>,
        IHeardBy<SeatGivenUp>, IHeardBy<DrawOpened>, IHeardBy<DrawClosed>, IHeardBy<DrawDecided>
{
    public ValueTask<Heard> OfAsync(SessionPublished happened, CancellationToken cancel = default) =>
        OfSessionAsync(happened.CommunityId, happened.SessionId, cancel);

    public ValueTask<Heard> OfAsync(SessionMoved happened, CancellationToken cancel = default) =>
        OfSessionAsync(happened.CommunityId, happened.SessionId, cancel);

    public ValueTask<Heard> OfAsync(SessionCancelled happened, CancellationToken cancel = default) =>
        OfSessionAsync(happened.CommunityId, happened.SessionId, cancel);

    public ValueTask<Heard> OfAsync(SessionReplayAdded happened, CancellationToken cancel = default) =>
        OfSessionAsync(happened.CommunityId, happened.SessionId, cancel);

    public ValueTask<Heard> OfAsync(SeatTaken happened, CancellationToken cancel = default) =>
        OfMemberAsync(happened.CommunityId, happened.SessionId, happened.MemberId, new { happened.How }, cancel);

    public ValueTask<Heard> OfAsync(SeatGivenUp happened, CancellationToken cancel = default) =>
        OfMemberAsync(happened.CommunityId, happened.SessionId, happened.MemberId, new { happened.Reason }, cancel);

    public ValueTask<Heard> OfAsync(DrawOpened happened, CancellationToken cancel = default) =>
        OfDrawAsync(happened.CommunityId, happened.DrawId, cancel);

    public ValueTask<Heard> OfAsync(DrawClosed happened, CancellationToken cancel = default) =>
        OfDrawAsync(happened.CommunityId, happened.DrawId, cancel);

    public ValueTask<Heard> OfAsync(DrawDecided happened, CancellationToken cancel = default) =>
        OfDrawAsync(happened.CommunityId, happened.DrawId, cancel);

    private async ValueTask<Heard> OfSessionAsync(long communityId, long sessionId, CancellationToken cancel)
    {
        var (session, state) = await FindAsync(communityId, sessionId, cancel);
        if (session is null)
            return Heard.ByNobody;
        var need = state == SessionState.Draft ? Need.Permission(communityId, ActivityPermissions.Host)
            : Need.ToRead(communityId, new Thing(LiveSession.OwnKind, sessionId), new Requirement.Open());
        return new Heard(new Audience.Needing(need), new { session });
    }

    private async ValueTask<Heard> OfMemberAsync(long communityId, long sessionId, long memberId, object more, CancellationToken cancel)
    {
        var (session, _) = await FindAsync(communityId, sessionId, cancel);
        return session is null ? Heard.ByNobody : new Heard(new Audience.Of(memberId), new { session, memberId, more });
    }

    private async ValueTask<Heard> OfDrawAsync(long communityId, long drawId, CancellationToken cancel)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return Heard.ByNobody;
        // Asked on behalf of several communities, outside of any. The seed is told once the draw is decided, and not here.
        var draw = await db.Set<Draw>().IgnoreQueryFilters().AsNoTracking().Where(d => d.CommunityId == communityId && d.Id == drawId)
            .Select(d => new { d.Id, d.Title, d.ClosesAt, d.Commitment, d.EntriesHash }).SingleOrDefaultAsync(cancel);
        return draw is null ? Heard.ByNobody : new Heard(
            new Audience.Needing(Need.ToRead(communityId, new Thing(Draw.OwnKind, drawId), new Requirement.Open())),
            new { draw, path = SessionPaths.Draw(community.Slug, drawId) });
    }

    private async Task<(object? Session, SessionState State)> FindAsync(long communityId, long sessionId, CancellationToken cancel)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return (null, SessionState.Draft);
        // As above.
        var found = await db.Set<LiveSession>().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.CommunityId == communityId && s.Id == sessionId)
            .Select(s => new { s.Title, s.State, s.StartsAt, s.EndsAt }).SingleOrDefaultAsync(cancel);
        return found is null ? (null, SessionState.Draft) : (new
        {
            id = sessionId, found.Title, found.StartsAt, found.EndsAt, path = SessionPaths.Of(community.Slug, sessionId),
        }, found.State);
    }
}
