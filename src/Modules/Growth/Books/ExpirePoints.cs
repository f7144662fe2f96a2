using Guildhall.Growth.Program;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Books;

/// <summary>
/// Books at night what was not used in time. The oldest points are used first, so what is over is what was earned before a day and is not
/// used yet. Levels go by what was earned, so they stay.
/// </summary>
internal sealed class ExpirePoints(AppDb db, Programs programs, ReadPoints points, CommunityScope scope, TimeProvider time) : IClockJob
{
    private const int Batch = 200;

    public static ClockTime At { get; } = ClockTime.OfEachCommunity("10 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        if (await programs.OpenAsync(scope.Id, cancel) is not { Terms.ValidMonths: { } months })
            return;
        var through = time.GetUtcNow().UtcDateTime.AddMonths(-months);
        for (long after = 0; ;)
        {
            var last = after;
            var members = await db.Set<PointsEntry>()
                .Where(e => e.Account == PointsAccount.Member && e.LotAt <= through && e.MemberId > last)
                .Select(e => e.MemberId).Distinct().OrderBy(id => id).Take(Batch).ToListAsync(cancel);
            foreach (var member in members)
                await OneAsync(member, through, cancel);
            if (members.Count < Batch)
                return;
            after = members[^1];
        }
    }

    private async Task OneAsync(long member, DateTime through, CancellationToken cancel)
    {
        // Most have used theirs long ago: they need no turn.
        if (await OverAsync(member, through, cancel) == 0)
            return;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, member, cancel);
        var over = await OverAsync(member, through, cancel);
        if (over == 0)
            return;
        db.Add(PointsBooks.Expire(scope.Id, member, over, through, time.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private async Task<long> OverAsync(long member, DateTime through, CancellationToken cancel) =>
        (await points.LotsAsync(member, cancel)).Where(l => l.LotAt <= through).Sum(l => l.Left);
}
