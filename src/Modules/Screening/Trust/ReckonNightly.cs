using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Trust;

/// <summary>
/// Each night, soon after midnight, the days on which members only read are noted, and all levels are reckoned: the highest is earned and
/// lost here.
/// </summary>
internal sealed class ReckonNightly(AppDb db, ReckonTrust reckon, IMemberships memberships, IEnumerable<ITakingPart> modules,
    CommunityScope scope, TimeProvider time)
    : IClockJob
{
    public static ClockTime At => ClockTime.OfEachCommunity("5 0 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        for (long? last = 0; last is { } after;)
        {
            var members = await memberships.MembersAt(scope.Id, time.GetUtcNow().UtcDateTime).Where(m => m > after).OrderBy(m => m)
                .Take(GatherFacts.Most).ToListAsync(cancel);
            if (members.Count == 0)
                return;
            await NoteReadingAsync(members, cancel);
            await reckon.ManyAsync(members, cancel);
            db.ChangeTracker.Clear();
            last = members.Count == GatherFacts.Most ? members[^1] : null;
        }
    }

    private async Task NoteReadingAsync(List<long> members, CancellationToken cancel)
    {
        var wanted = new HashSet<(long Member, DateOnly Day)>();
        foreach (var module in modules)
            foreach (var (member, part) in await module.OfAsync(scope.Id, members, null, cancel))
                if (part.LastAt is { } at)
                    wanted.Add((member, DateOnly.FromDateTime(at)));
        await using var transaction = await db.BeginWriteAsync(cancel);
        var days = wanted.Select(w => w.Day).Distinct().ToList();
        var known = (await db.Set<VisitDay>().AsNoTracking().Where(d => members.Contains(d.MemberId) && days.Contains(d.Day))
            .ToListAsync(cancel))
            .Select(d => (d.MemberId, d.Day)).ToHashSet();
        db.AddRange(wanted.Except(known).Select(w => VisitDay.Of(scope.Id, w.Item1, w.Item2)));
        try
        {
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            // A fact of the same moment has noted one of them. The others are noted tomorrow, or when their members come again.
            db.ChangeTracker.Clear();
        }
    }
}
