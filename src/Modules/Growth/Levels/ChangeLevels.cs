using Guildhall.Growth.Program;
using Guildhall.Growth.Tiers;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Levels;

/// <summary>
/// Names and thresholds of levels. Everybody is put on their level anew at once; nobody is told, since nobody did anything.
/// </summary>
internal sealed class ChangeLevels(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    /// <param name="wanted">From the first; names may be left empty in one of the languages.</param>
    /// <exception cref="Refused">422 at "name-2", "threshold-2" or "levels".</exception>
    public async Task RunAsync(IReadOnlyList<LevelTerms> wanted, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var levels = Checked(wanted);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        if (!await db.Set<PointsProgram>().AnyAsync(cancel))
            throw Refused.NotFound();
        db.RemoveRange(await db.Set<PointsLevel>().ToListAsync(cancel));
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        db.AddRange(levels.Select((level, index) => PointsLevel.Of(scope.Id, index + 1, level)));
        db.Publish(() => new PointsProgramChanged(scope.Id, by));
        db.Enqueue(() => ReckonTiers.Of(scope.Id));
        await db.SaveChangesAsync(cancel);
        await RelevelAsync(levels, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task RelevelAsync(IReadOnlyList<LevelTerms> levels, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        for (var i = 0; i < levels.Count; i++)
        {
            var (number, from, below) = (i + 1, levels[i].Threshold, i + 1 < levels.Count ? levels[i + 1].Threshold : long.MaxValue);
            await db.Set<MemberStanding>().Where(s => s.Lifetime >= from && s.Lifetime < below && s.Level != number)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.Level, number).SetProperty(x => x.LevelSince, now), cancel);
        }
    }

    private static IReadOnlyList<LevelTerms> Checked(IReadOnlyList<LevelTerms> wanted)
    {
        if (wanted.Count is < 1 or > PointsLevel.Most)
            throw Refused.AtField("levels", "levels_count", "A community has 1 to {0} levels.", PointsLevel.Most);
        var levels = new List<LevelTerms>();
        foreach (var (index, level) in wanted.Index())
        {
            var (en, zh) = (level.NameEn.Trim(), level.NameZh.Trim());
            if (en.Length == 0 && zh.Length == 0)
                throw Refused.AtField($"name-{index + 1}", "name_missing", "Enter a name.");
            if (en.Length > PointsLevel.MaxName || zh.Length > PointsLevel.MaxName || (en + zh).Any(char.IsControl))
                throw Refused.AtField($"name-{index + 1}", "name_too_long", "A name can have at most {0} characters.", PointsLevel.MaxName);
            var least = index == 0 ? 0 : levels[^1].Threshold + 1;
            if (index == 0 ? level.Threshold != 0 : level.Threshold < least || level.Threshold > TierRule.MaxPoints)
                throw Refused.AtField($"threshold-{index + 1}", "threshold_wrong", "The first level begins at 0 points, and each other one above the one before.");
            levels.Add(new LevelTerms(en.Length > 0 ? en : zh, zh.Length > 0 ? zh : en, level.Threshold));
        }
        return levels;
    }
}
