using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Drawing;

/// <summary>A member enters a draw, once, or takes the entry back while it is open.</summary>
internal sealed class EnterDraw(AppDb db, IAccess access, CurrentMember member, CommunityScope scope, TimeProvider time)
{
    /// <returns>The number that stands for them in the list. Entering twice is entering once.</returns>
    /// <exception cref="Refused">401; 404; 403 draw_closed_to_you or own_draw; 409 draw_not_open.</exception>
    public async Task<long> RunAsync(long drawId, CancellationToken cancel)
    {
        var me = member.RequireId();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var (draw, now) = (await TurnAsync(drawId, cancel), time.GetUtcNow().UtcDateTime);
        if (await FindAsync(drawId, me, cancel) is { } entered)
            return entered.Id;
        await RequireOpenToAsync(draw, me, now, cancel);
        var entry = DrawEntry.Of(draw, me, now);
        db.Add(entry);
        db.Publish(() => new DrawEntered(scope.Id, me, drawId, entry.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return entry.Id;
    }

    /// <exception cref="Refused">401; 404; 409 draw_not_open: the list is frozen.</exception>
    public async Task LeaveAsync(long drawId, CancellationToken cancel)
    {
        var me = member.RequireId();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var draw = await TurnAsync(drawId, cancel);
        if (await FindAsync(drawId, me, cancel) is not { } entry)
            return;
        RequireOpen(draw, time.GetUtcNow().UtcDateTime);
        db.Remove(entry);
        db.Publish(() => new DrawEntryWithdrawn(scope.Id, me, drawId, entry.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task RequireOpenToAsync(Draw draw, long me, DateTime now, CancellationToken cancel)
    {
        RequireOpen(draw, now);
        if (draw.StartedBy == me)
            throw new Refused("own_draw", 403, "Whoever holds a draw doesn't take part in it.");
        var person = await db.Members.AsNoTracking().SingleAsync(m => m.Id == me, cancel);
        var need = Need.ToRead(scope.Id, draw.Thing, SessionGate.RequirementOf(draw.Access, draw.TierId));
        if (person.IsBot || (draw.JoinedBefore is { } before && person.CreatedAt >= before)
            || !(await access.DecideAsync(member.Viewer, need, now, cancel)).Allowed)
            throw new Refused("draw_closed_to_you", 403, "This draw asks for something that you don't have.");
    }

    private static void RequireOpen(Draw draw, DateTime now)
    {
        if (draw.State != DrawState.Open || draw.ClosesAt <= now)
            throw new Refused("draw_not_open", 409, "This draw is not open.");
    }

    private Task<DrawEntry?> FindAsync(long drawId, long me, CancellationToken cancel) =>
        db.Set<DrawEntry>().SingleOrDefaultAsync(e => e.DrawId == drawId && e.MemberId == me, cancel);

    private async Task<Draw> TurnAsync(long id, CancellationToken cancel)
    {
        await db.LockAsync(LockOn.Draw, id, cancel);
        return await db.Set<Draw>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.State != DrawState.Draft, cancel)
            ?? throw Refused.NotFound();
    }
}
