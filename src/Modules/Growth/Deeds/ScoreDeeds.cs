using Guildhall.Growth.Badges;
using Guildhall.Growth.Books;
using Guildhall.Growth.Levels;
using Guildhall.Growth.Program;
using Guildhall.Growth.Tiers;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Deeds;

/// <summary>
/// Lets the ledger follow a deed that has begun or ceased to count: points are given by the rules of the day, or exactly those are taken
/// back that it gave. What was spent meanwhile is not taken, and the ledger says so. Inside the caller's transaction.
/// </summary>
internal sealed class ScoreDeeds(
    AppDb db, ReadPoints points, Programs programs, ITrust trust, KeepStandings standings, AwardBadges badges, AwardTiers tiers,
    TimeProvider time)
{
    public async Task RunAsync(Deed deed, long activityId, CancellationToken cancel)
    {
        if (await programs.FindAsync(deed.CommunityId, cancel) is not { } program)
            return;
        await db.LockAsync(LockOn.Member, deed.MemberId, cancel);
        var (given, earnedAt) = await GivenAsync(deed, cancel);
        if (deed.Counts && given == 0)
            await EarnAsync(deed, program, activityId, cancel);
        else if (!deed.Counts && given > 0)
            await TakeBackAsync(deed, given, earnedAt, activityId, cancel);
        if (deed.Counts && program.Takes(deed.At))
            await badges.ConsiderAsync(deed, cancel);
    }

    private async Task EarnAsync(Deed deed, KnownProgram program, long activityId, CancellationToken cancel)
    {
        if (!program.Takes(deed.At) || program.Terms.Of(deed.Kind).Points == 0 || !await IsTrustedAsync(deed, program, cancel))
            return;
        var today = await db.Set<PointsTransaction>()
            .Where(t => t.MemberId == deed.MemberId && t.Day == deed.Day && t.DeedId != deed.Id && t.Reason == PointsReason.Earned)
            .Join(db.Set<Deed>(), t => t.DeedId, d => d.Id, (t, d) => new
            {
                d.Id, d.Kind, Points = -t.Entries.Where(e => e.Account == PointsAccount.Issued).Sum(e => e.Amount),
            }).ToListAsync(cancel);
        // What was taken back and given again is one deed.
        var counted = today.DistinctBy(d => d.Id).ToList();
        var earned = program.Terms.PointsFor(deed.Kind, counted.Count(d => d.Kind == deed.Kind), counted.Sum(d => d.Points));
        if (earned == 0)
            return;
        db.Add(PointsBooks.Earn(deed, earned, activityId));
        await standings.MoveAsync(deed.CommunityId, deed.MemberId, earned, cancel);
        await db.SaveChangesAsync(cancel);
        await tiers.ConsiderAsync(deed.CommunityId, deed.MemberId, cancel);
    }

    private async Task TakeBackAsync(Deed deed, long given, DateTime earnedAt, long activityId, CancellationToken cancel)
    {
        var balance = await points.BalanceAsync(deed.MemberId, cancel);
        db.Add(PointsBooks.TakeBack(deed, deed.MemberId, given, earnedAt, balance, activityId, time.GetUtcNow().UtcDateTime));
        await standings.MoveAsync(deed.CommunityId, deed.MemberId, -given, cancel);
        await db.SaveChangesAsync(cancel);
        await tiers.ConsiderAsync(deed.CommunityId, deed.MemberId, cancel);
    }

    private async Task<bool> IsTrustedAsync(Deed deed, KnownProgram program, CancellationToken cancel) =>
        program.Terms.MinTrust == TrustLevel.New
        || await trust.LevelAsync(deed.CommunityId, deed.ById, cancel) >= program.Terms.MinTrust;

    /// <summary>What the deed has given to the member who has it now, less what was taken back; and when it was earned.</summary>
    private async Task<(long Points, DateTime At)> GivenAsync(Deed deed, CancellationToken cancel)
    {
        var booked = await db.Set<PointsTransaction>().Where(t => t.DeedId == deed.Id && t.MemberId == deed.MemberId)
            .OrderBy(t => t.Id).Select(t => new
            {
                t.Reason, t.At, Points = -t.Entries.Where(e => e.Account == PointsAccount.Issued).Sum(e => e.Amount),
            }).ToListAsync(cancel);
        return (booked.Sum(b => b.Points), booked.LastOrDefault(b => b.Reason == PointsReason.Earned)?.At ?? deed.At);
    }
}
