using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Drawing;

/// <summary>A prize as everybody sees it.</summary>
public sealed record SeenPrize(int Position, string Name, int Count);

/// <summary>An entry that has won.</summary>
/// <param name="Place">From 0, in the order in which it was drawn.</param>
public sealed record SeenWinner(int Place, int Prize, long EntryId, long MemberId, string Name);

/// <summary>A draw as a list shows it.</summary>
public sealed record DrawCard(long Id, string Title, string Language, DrawState State, DateTime ClosesAt, int Entries, long? SessionId);

/// <summary>A draw as one viewer sees it.</summary>
/// <param name="Entry">The viewer's own number; <c>null</c> without.</param>
/// <param name="MayEnter">Whether the gate lets them, while it is open.</param>
internal sealed record SeenDraw(
    Draw Draw, IReadOnlyList<SeenPrize> Prizes, int Entries, long? Entry, IReadOnlyList<SeenWinner> Winners, Decision Decision,
    bool MayEnter, bool MayDraw, string? Session, string By);

/// <summary>Reads draws; drafts only for those who hold draws.</summary>
internal sealed class ReadDraw(AppDb db, IAccess access, CurrentHoldings held, TimeProvider time)
{
    /// <exception cref="Refused">404: there is none, or it is a draft.</exception>
    public async Task<SeenDraw> RunAsync(CommunityInfo community, long id, Viewer viewer, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var draw = await db.Set<Draw>().AsNoTracking().SingleOrDefaultAsync(d => d.CommunityId == community.Id && d.Id == id, cancel)
            ?? throw Refused.NotFound();
        var mayDraw = (await held.GetAsync(cancel)).MayDraw();
        if (!draw.IsPublic && !mayDraw)
            throw Refused.NotFound();
        var prizes = await db.Set<DrawPrize>().Where(p => p.DrawId == id).OrderBy(p => p.Position)
            .Select(p => new SeenPrize(p.Position, p.Name, p.Count)).ToListAsync(cancel);
        var winners = await db.Set<DrawWinner>().Where(w => w.DrawId == id)
            .Join(db.Members, w => w.MemberId, m => m.Id, (w, m) => new { w.Place, w.Prize, w.EntryId, w.MemberId, m.Name })
            .OrderBy(w => w.Place).Select(w => new SeenWinner(w.Place, w.Prize, w.EntryId, w.MemberId, w.Name)).ToListAsync(cancel);
        var me = viewer.MemberId;
        var entry = me is null ? null : await db.Set<DrawEntry>().Where(e => e.DrawId == id && e.MemberId == me)
            .Select(e => (long?)e.Id).SingleOrDefaultAsync(cancel);
        var decision = await access.DecideAsync(viewer,
            Need.ToRead(community.Id, draw.Thing, SessionGate.RequirementOf(draw.Access, draw.TierId)), now, cancel);
        var isOldEnough = draw.JoinedBefore is not { } before || me is null
            || await db.Members.AnyAsync(m => m.Id == me && m.CreatedAt < before, cancel);
        return new SeenDraw(draw, prizes,
            draw.State is DrawState.Closed or DrawState.Decided ? draw.EntryIds.Count
                : await db.Set<DrawEntry>().CountAsync(e => e.DrawId == id, cancel),
            entry, winners, decision,
            draw.State == DrawState.Open && draw.ClosesAt > now && decision.Allowed && isOldEnough && draw.StartedBy != me, mayDraw,
            draw.SessionId is { } session
                ? await db.Set<LiveSession>().Where(s => s.Id == session && s.State != SessionState.Draft).Select(s => s.Title)
                    .SingleOrDefaultAsync(cancel) : null,
            await db.Members.Where(m => m.Id == draw.StartedBy).Select(m => m.Name).SingleAsync(cancel));
    }

    /// <summary>The newest first.</summary>
    /// <param name="sessionId">Of one session alone; <c>null</c> for all.</param>
    /// <param name="after">The last one of the page before.</param>
    public async Task<Page<DrawCard, long>> PageAsync(
        CommunityInfo community, long? sessionId, bool withDrafts, long? after, int limit, CancellationToken cancel)
    {
        var draws = db.Set<Draw>().AsNoTracking().Where(d => d.CommunityId == community.Id && (withDrafts || d.State != DrawState.Draft));
        if (sessionId is { } session)
            draws = draws.Where(d => d.SessionId == session);
        if (after is { } last)
            draws = draws.Where(d => d.Id < last);
        return await draws.OrderByDescending(d => d.Id).Select(d => new DrawCard(
            d.Id, d.Title, d.Language, d.State, d.ClosesAt, db.Set<DrawEntry>().Count(e => e.DrawId == d.Id), d.SessionId))
            .PageAsync(limit, d => d.Id, cancel);
    }
}
