using Guildhall.Growth.Deeds;
using Guildhall.Growth.Levels;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Program;

/// <summary>What rules would have given to one member.</summary>
/// <param name="Now">What the present rules would have given for the same deeds.</param>
internal sealed record RehearsedMember(long MemberId, string Name, string? Face, long Now, long Then)
{
    public long Difference => Then - Now;
}

/// <summary>What rules would have given.</summary>
/// <param name="Deeds">How many deeds of each kind counted and what they would have given.</param>
/// <param name="Members">The most affected, at most ten.</param>
/// <param name="Given">Points in all.</param>
/// <param name="GivenNow">The same by the present rules.</param>
/// <param name="People">How many members would have got any.</param>
/// <param name="IsWhole">Whether all deeds were looked at.</param>
internal sealed record Rehearsal(
    IReadOnlyList<(DeedKind Kind, int Deeds, long Points)> Deeds, IReadOnlyList<RehearsedMember> Members, long Given, long GivenNow,
    int People, bool IsWhole);

/// <summary>
/// Tries rules on what was done in the last ninety days: nothing is saved, nobody hears of it. Trust is looked at as it is today.
/// </summary>
internal sealed class RehearseRules(AppDb db, Guard guard, Programs programs, ITrust trust, CommunityScope scope, TimeProvider time)
{
    public const int Days = 90;
    private const int Most = 200_000, MostAffected = 10;

    /// <exception cref="Refused">422 at the field.</exception>
    public async Task<Rehearsal> RunAsync(ProgramTerms wanted, CancellationToken cancel)
    {
        await guard.RequireAsync(PointsPermissions.Manage, cancel);
        wanted.Check();
        var since = time.GetUtcNow().UtcDateTime.AddDays(-Days);
        // Like the handler: in the order in which they were done.
        var deeds = await db.Set<Deed>().AsNoTracking().Where(d => d.At >= since && d.Stands && !d.IsHidden)
            .OrderBy(d => d.At).ThenBy(d => d.Id).Select(d => new RehearsedDeed(d.Kind, d.MemberId, d.ById, d.Day)).Take(Most + 1)
            .ToListAsync(cancel);
        var isWhole = deeds.Count <= Most;
        var present = (await programs.FindAsync(scope.Id, cancel))?.Terms;
        var then = await GiveAsync(deeds, wanted, cancel);
        var now = present is null ? [] : await GiveAsync(deeds, present, cancel);
        var (thenOf, nowOf) = (ByMember(deeds, then), ByMember(deeds, now));
        var affected = thenOf.Keys.Union(nowOf.Keys)
            .Select(id => (Id: id, Now: nowOf.GetValueOrDefault(id), Then: thenOf.GetValueOrDefault(id)))
            .OrderByDescending(m => Math.Abs(m.Then - m.Now)).ThenByDescending(m => m.Then).ThenBy(m => m.Id).Take(MostAffected).ToList();
        var ids = affected.ConvertAll(a => a.Id);
        var people = await db.Members.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancel);
        return new Rehearsal(
            [
                .. deeds.Zip(then, (deed, points) => (deed.Kind, Points: points)).GroupBy(d => d.Kind)
                    .Select(g => (g.Key, g.Count(), g.Sum(d => d.Points))).OrderBy(g => g.Key),
            ],
            [.. affected.Select(a => new RehearsedMember(a.Id, people[a.Id].Name, people[a.Id].Face, a.Now, a.Then))],
            then.Sum(), now.Sum(), thenOf.Count(m => m.Value > 0), isWhole);
    }

    /// <summary>What each deed would have earned, one after the other.</summary>
    private async Task<List<long>> GiveAsync(IReadOnlyList<RehearsedDeed> deeds, ProgramTerms terms, CancellationToken cancel)
    {
        var same = new Dictionary<(long, DeedKind, DateOnly), int>();
        var points = new Dictionary<(long, DateOnly), long>();
        var trusted = new Dictionary<long, bool>();
        var given = new List<long>(deeds.Count);
        foreach (var deed in deeds)
        {
            var (day, kind) = ((deed.MemberId, deed.Day), (deed.MemberId, deed.Kind, deed.Day));
            var earned = terms.PointsFor(deed.Kind, same.GetValueOrDefault(kind), points.GetValueOrDefault(day));
            if (earned > 0 && !await IsTrustedAsync(deed.ById, terms, trusted, cancel))
                earned = 0;
            given.Add(earned);
            if (earned == 0)
                continue;
            same[kind] = same.GetValueOrDefault(kind) + 1;
            points[day] = points.GetValueOrDefault(day) + earned;
        }
        return given;
    }

    private async ValueTask<bool> IsTrustedAsync(long member, ProgramTerms terms, Dictionary<long, bool> known, CancellationToken cancel)
    {
        if (terms.MinTrust == TrustLevel.New)
            return true;
        if (!known.TryGetValue(member, out var enough))
            known[member] = enough = await trust.LevelAsync(scope.Id, member, cancel) >= terms.MinTrust;
        return enough;
    }

    private static Dictionary<long, long> ByMember(IReadOnlyList<RehearsedDeed> deeds, List<long> given) => given.Count == 0 ? []
        : deeds.Zip(given).GroupBy(d => d.First.MemberId).ToDictionary(g => g.Key, g => g.Sum(d => d.Second));

    private sealed record RehearsedDeed(DeedKind Kind, long MemberId, long ById, DateOnly Day);
}
