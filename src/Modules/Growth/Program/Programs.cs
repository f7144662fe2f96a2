using System.Collections.Concurrent;
using Guildhall.Growth.Deeds;
using Guildhall.Growth.Levels;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Program;

/// <summary>A community's points as this node knows them.</summary>
/// <param name="StartsAt">UTC: what was done before counts for nothing.</param>
/// <param name="Levels">From the first.</param>
internal sealed record KnownProgram(DateTime StartsAt, bool IsOpen, ProgramTerms Terms, IReadOnlyList<PointsLevel> Levels)
{
    /// <summary>Whether what was done then is given points for.</summary>
    public bool Takes(DateTime at) => IsOpen && at >= StartsAt;

    /// <summary>The level of whoever has earned so much.</summary>
    public PointsLevel? LevelAt(long lifetime) => Levels.LastOrDefault(l => l.Threshold <= lifetime);

    public PointsLevel? Level(int number) => Levels.FirstOrDefault(l => l.Number == number);

    /// <summary><c>null</c> on the last one.</summary>
    public PointsLevel? After(int number) => Levels.FirstOrDefault(l => l.Number == number + 1);
}

/// <summary>Programs by community, kept on this node; dropped when the ledger tells of a change.</summary>
internal sealed class KnownPrograms : IFollowActivities
{
    private static readonly string Changed = Activity.KindOf(typeof(PointsProgramChanged));

    // A community without points is known too: most pages ask.
    private readonly ConcurrentDictionary<long, KnownProgram?> _programs = [];
    private int _changes;

    public bool BeforeAnswer => true;

    /// <summary>Taken before a program is read: what changes meanwhile is not kept.</summary>
    public int Changes => Volatile.Read(ref _changes);

    public bool Find(long communityId, out KnownProgram? program) => _programs.TryGetValue(communityId, out program);

    public void Keep(long communityId, KnownProgram? program, int changes)
    {
        if (changes == Changes)
            _programs[communityId] = program;
    }

    public ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
    {
        foreach (var activity in activities.Where(a => a.Kind == Changed))
        {
            Interlocked.Increment(ref _changes);
            _programs.TryRemove(activity.CommunityId, out _);
        }
        return ValueTask.CompletedTask;
    }
}

/// <summary>What a community gives points for, from memory where it can.</summary>
internal sealed class Programs(AppDb db, KnownPrograms known)
{
    /// <returns><c>null</c> where the community never gave any.</returns>
    public async ValueTask<KnownProgram?> FindAsync(long communityId, CancellationToken cancel)
    {
        if (known.Find(communityId, out var kept))
            return kept;
        var changes = known.Changes;
        var program = await ReadAsync(communityId, cancel);
        known.Keep(communityId, program, changes);
        return program;
    }

    /// <returns><c>null</c> where none are given now.</returns>
    public async ValueTask<KnownProgram?> OpenAsync(long communityId, CancellationToken cancel) =>
        await FindAsync(communityId, cancel) is { IsOpen: true } open ? open : null;

    private async Task<KnownProgram?> ReadAsync(long communityId, CancellationToken cancel)
    {
        // Another community than the one at hand may be asked about, so it is named.
        if (await db.Set<PointsProgram>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(p => p.CommunityId == communityId, cancel) is not { } program)
            return null;
        var rules = await db.Set<PointsRule>().IgnoreQueryFilters().AsNoTracking().Where(r => r.CommunityId == communityId)
            .ToDictionaryAsync(r => r.Deed, r => new RuleTerms(r.Points, r.PerDay), cancel);
        var levels = await db.Set<PointsLevel>().IgnoreQueryFilters().AsNoTracking().Where(l => l.CommunityId == communityId)
            .OrderBy(l => l.Number).ToListAsync(cancel);
        return new KnownProgram(program.StartsAt, program.IsOpen,
            new ProgramTerms(rules, program.MinTrust, program.DailyPoints, program.ValidMonths), levels);
    }
}
