using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Kernel.Work;

/// <summary>
/// Notices that the clock was set back, between two rounds or while the program was stopped. What the clock had written while it was ahead
/// would wait until it is there again, which can take years; only what a person has planned for a time waits for that time.
/// </summary>
internal sealed class SetBackClock
{
    // Processes look at their clocks at different moments, and read afterwards: what another has just leased or put off is not ahead.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    // The first round looks too.
    private DateTime _last = DateTime.MaxValue;

    /// <param name="longestLease">No lease was given for longer.</param>
    public async Task FollowAsync(AppDb db, DateTime now, TimeSpan longestLease, CancellationToken cancel)
    {
        if (now < _last && await AnyAheadAsync(db, now, longestLease, cancel))
            await BringBackAsync(db, now, longestLease, cancel);
        _last = now;
    }

    private static async Task<bool> AnyAheadAsync(AppDb db, DateTime now, TimeSpan longestLease, CancellationToken cancel) =>
        await Waiting(db, now).AnyAsync(cancel) || await Leased(db, now + longestLease).AnyAsync(cancel);

    private static async Task BringBackAsync(AppDb db, DateTime now, TimeSpan longestLease, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await Waiting(db, now).ExecuteUpdateAsync(w => w.SetProperty(x => x.DueAt, now).SetProperty(x => x.EnqueuedAt, now), cancel);
        // Whoever lives renews it before it ends, and keeps its work.
        await Leased(db, now + longestLease).ExecuteUpdateAsync(w => w.SetProperty(x => x.LeasedUntil, now + longestLease), cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Meant for at once, or for another try.</summary>
    private static IQueryable<WorkItem> Waiting(AppDb db, DateTime now) => db.Set<WorkItem>()
        .Where(w => w.EnqueuedAt > now + Tolerance && w.DueAt > now && (w.DueAt <= w.EnqueuedAt || w.Attempts > 0));

    private static IQueryable<WorkItem> Leased(AppDb db, DateTime longest) =>
        db.Set<WorkItem>().Where(w => w.LeasedUntil > longest + Tolerance);
}
