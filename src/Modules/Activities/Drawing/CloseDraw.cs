using System.Globalization;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Drawing;

/// <summary>Work: the time of a draw has come, so that its entries are frozen.</summary>
internal sealed record CloseDraw(long DrawId);

/// <summary>Work: the hash of the entries is told, so that the seed may be, too.</summary>
internal sealed record DecideDraw(long DrawId);

/// <summary>
/// Freezes the entries of a draw whose time has come and tells their hash. In a save of its own: the seed is told after it, when nothing
/// of the list can change any more.
/// </summary>
internal sealed class FreezeDraw(AppDb db, TimeProvider time) : IWork<CloseDraw>
{
    public Task RunAsync(CloseDraw payload, WorkContext context, CancellationToken cancel) =>
        RunAsync(payload.DrawId, context.CommunityId, null, cancel);

    /// <returns><c>false</c> while it takes entries.</returns>
    public async Task<bool> RunAsync(long drawId, long communityId, long? by, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Draw, drawId, cancel);
        var draw = await db.Set<Draw>().SingleOrDefaultAsync(d => d.Id == drawId, cancel) ?? throw Refused.NotFound();
        if (draw.State != DrawState.Open)
            return true;
        if (draw.ClosesAt > now)
            return false;
        var entries = await db.Set<DrawEntry>().Where(e => e.DrawId == drawId).Select(e => e.Id).ToListAsync(cancel);
        draw.Close(entries, now);
        db.Publish(() => new DrawClosed(communityId, by, drawId, entries.Count, draw.EntriesHash));
        db.Enqueue(() => new WorkOrder(drawId.ToString(CultureInfo.InvariantCulture), new DecideDraw(drawId)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}

/// <summary>Tells the seed of a closed draw and who has won, as anybody can reckon from it.</summary>
internal sealed class RevealDraw(AppDb db, TimeProvider time) : IWork<DecideDraw>
{
    public async Task RunAsync(DecideDraw payload, WorkContext context, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Draw, payload.DrawId, cancel);
        if (await db.Set<Draw>().SingleOrDefaultAsync(d => d.Id == payload.DrawId, cancel) is not { State: DrawState.Closed } draw)
            return;
        var prizes = await db.Set<DrawPrize>().Where(p => p.DrawId == draw.Id).OrderBy(p => p.Position).ToListAsync(cancel);
        // One place for each piece of each prize, in their order.
        List<int> places = [.. prizes.SelectMany(p => Enumerable.Repeat(p.Position, p.Count))];
        var drawn = Lots.Cast(Convert.FromHexString(draw.SecretSeed), draw.EntryIds, places.Count);
        var people = await db.Set<DrawEntry>().Where(e => e.DrawId == draw.Id && drawn.Contains(e.Id))
            .ToDictionaryAsync(e => e.Id, e => e.MemberId, cancel);
        draw.Decide(time.GetUtcNow().UtcDateTime);
        // Whoever deleted their account since the list was frozen keeps their place in it, and nobody moves up.
        List<(int Place, long Entry)> won = [.. drawn.Index().Where(w => people.ContainsKey(w.Item)).Select(w => (w.Index, w.Item))];
        db.AddRange(won.Select(w => DrawWinner.Of(draw, w.Place, places[w.Place], w.Entry, people[w.Entry])));
        db.Publish(() => new DrawDecided(
            context.CommunityId, draw.Id, draw.SecretSeed, drawn, [.. won.Select(w => people[w.Entry])]));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Closes a draw by hand whose time has come, where the queue is behind.</summary>
internal sealed class CloseDueDraw(Guard guard, CommunityScope scope, FreezeDraw freeze)
{
    /// <exception cref="Refused">404; 409 draw_still_open: nobody ends a draw early, since that could choose who is in it.</exception>
    public async Task RunAsync(long drawId, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(ActivityPermissions.Draw, cancel);
        if (!await freeze.RunAsync(drawId, scope.Id, by, cancel))
            throw new Refused("draw_still_open", 409, "It closes at the time that was announced, and not before.");
    }
}
