using Guildhall.Growth.Books;
using Guildhall.Growth.Deeds;
using Guildhall.Growth.Levels;
using Guildhall.Growth.Program;
using Guildhall.Growth.Rewards;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Own;

/// <summary>How a member stands in one community.</summary>
/// <param name="Balance">What they can spend.</param>
/// <param name="Lifetime">What they have earned in all.</param>
/// <param name="Level"><c>null</c> before anything was earned.</param>
/// <param name="Next"><c>null</c> on the last one.</param>
internal sealed record OwnStanding(long Balance, long Lifetime, PointsLevel? Level, PointsLevel? Next, bool IsHidden)
{
    /// <summary>What is missing to the next level.</summary>
    public long Missing => Next is null ? 0 : Next.Threshold - Lifetime;
}

/// <summary>Points that are over on a day.</summary>
internal sealed record Expiring(DateTime At, long Points);

/// <summary>One line of the history.</summary>
/// <param name="Amount">Of what the member can spend; below zero where it became less.</param>
/// <param name="Deed"><c>null</c> where no deed is behind it.</param>
/// <param name="Kept">Points that should have been taken back and were spent already.</param>
/// <param name="Title">Of the thing or the reward that it is about; empty where there is none, or the member may not know of it.</param>
/// <param name="Path"><c>null</c> without a page.</param>
public sealed record HistoryLine(
    long Id, DateTime At, PointsReason Reason, DeedKind? Deed, long Amount, long Kept, string Note, string Title, string? Path);

/// <summary>What a member sees of their own points.</summary>
internal sealed class ReadOwnPoints(
    AppDb db, PointsGate gate, ReadPoints points, IThings things, CurrentMember current, CommunityScope scope)
{
    public const int PageSize = 30;

    public async Task<OwnStanding> StandingAsync(CancellationToken cancel)
    {
        var (me, program) = await gate.EnterAsync(cancel);
        return await OfAsync(me, program, cancel);
    }

    /// <summary>Of anybody, for whoever may know it.</summary>
    public async Task<OwnStanding> OfAsync(long memberId, KnownProgram program, CancellationToken cancel)
    {
        var standing = await db.Set<MemberStanding>().AsNoTracking().SingleOrDefaultAsync(s => s.MemberId == memberId, cancel);
        var level = program.Level(standing?.Level ?? 0);
        return new OwnStanding(
            await points.BalanceAsync(memberId, cancel), standing?.Lifetime ?? 0, level, program.After(standing?.Level ?? 0),
            standing?.HiddenAt is not null);
    }

    /// <summary>What is over when, the next day first; the same day together.</summary>
    public async Task<IReadOnlyList<Expiring>> ExpiringAsync(int count, CancellationToken cancel)
    {
        var (me, program) = await gate.EnterAsync(cancel);
        if (program.Terms.ValidMonths is not { } months)
            return [];
        return [.. (await points.LotsAsync(me, cancel)).GroupBy(l => l.LotAt.AddMonths(months).Date)
            .Select(g => new Expiring(g.Max(l => l.LotAt.AddMonths(months)), g.Sum(l => l.Left))).Take(count)];
    }

    /// <param name="before">The last one of the page before.</param>
    public async Task<Page<HistoryLine, long>> HistoryAsync(long? before, int limit, CancellationToken cancel)
    {
        var me = await gate.RequireMemberAsync(cancel);
        var page = await db.Set<PointsTransaction>().AsNoTracking()
            .Where(t => t.MemberId == me && (before == null || t.Id < before)).OrderByDescending(t => t.Id)
            .Select(t => new Booked(
                t.Id, t.At, t.Reason, t.DeedId, t.RedemptionId, t.Note,
                t.Entries.Where(e => e.Account == PointsAccount.Member).Sum(e => e.Amount),
                -t.Entries.Where(e => e.Account == PointsAccount.Spent).Sum(e => e.Amount)))
            .PageAsync(Paging.Limit(limit), t => t.Id, cancel);
        var deedIds = page.Items.Select(t => t.DeedId).OfType<long>().Distinct().ToList();
        var deeds = await db.Set<Deed>().AsNoTracking().Where(d => deedIds.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancel);
        var redemptionIds = page.Items.Select(t => t.RedemptionId).OfType<long>().Distinct().ToList();
        var titles = await db.Set<Redemption>().Where(r => redemptionIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Title, cancel);
        var known = await things.FindAsync(
            scope.Id, [.. deeds.Values.Where(d => d.ThingKind is not "member" and not "case").Select(d => d.Thing).Distinct()],
            current.Viewer, cancel);
        return page.Select(t => Line(t, deeds, titles, known));
    }

    private static HistoryLine Line(
        Booked booked, Dictionary<long, Deed> deeds, Dictionary<long, string> titles, IReadOnlyDictionary<Thing, KnownThing> known)
    {
        var deed = booked.DeedId is { } id ? deeds.GetValueOrDefault(id) : null;
        var thing = deed is null ? null : known.GetValueOrDefault(deed.Thing);
        return new HistoryLine(
            booked.Id, booked.At, booked.Reason, deed?.Kind, booked.Amount, booked.Kept, booked.Note,
            thing?.Title ?? (booked.RedemptionId is { } redemption ? titles.GetValueOrDefault(redemption, "") : ""), thing?.Path);
    }

    private sealed record Booked(
        long Id, DateTime At, PointsReason Reason, long? DeedId, long? RedemptionId, string Note, long Amount, long Kept);
}
