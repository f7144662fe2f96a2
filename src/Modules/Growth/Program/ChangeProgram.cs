using System.Globalization;
using Guildhall.Growth.Deeds;
using Guildhall.Growth.Levels;
using Guildhall.Growth.Tiers;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Program;

/// <summary>An owner begins, arranges or ends that the community gives points.</summary>
internal sealed class ChangeProgram(AppDb db, Guard guard, BeginProgram begin, CommunityScope scope, TimeProvider time)
{
    /// <summary>Points are given for what is done from now on. Where they were given before, its rules hold again.</summary>
    public async Task OpenAsync(Preset preset, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        if (await db.Set<PointsProgram>().SingleOrDefaultAsync(cancel) is { } known)
            known.Reopen(by, now);
        else
            begin.Run(scope.Id, preset, now, by, now);
        db.Enqueue(() => GatherDeeds.Of(scope.Id));
        await SaveAsync(by, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>No points are given any more, and nothing of it is seen. What members have is kept.</summary>
    public async Task CloseAsync(CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var program = await db.Set<PointsProgram>().SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();
        program.Close(by, time.GetUtcNow().UtcDateTime);
        await SaveAsync(by, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Other rules from now on. What was given stays.</summary>
    /// <exception cref="Refused">422 at the field; 409 changed_meanwhile.</exception>
    public async Task SaveAsync(ProgramTerms wanted, ShownValues shown, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        wanted.Check();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var program = await db.Set<PointsProgram>().SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();
        var rules = await db.Set<PointsRule>().ToDictionaryAsync(r => r.Deed, cancel);
        var terms = Merge(wanted, new ProgramTerms(
            rules.ToDictionary(r => r.Key, r => new RuleTerms(r.Value.Points, r.Value.PerDay)), program.MinTrust, program.DailyPoints,
            program.ValidMonths), shown);
        foreach (var kind in Enum.GetValues<DeedKind>())
            Keep(kind, terms.Of(kind), rules.GetValueOrDefault(kind));
        program.Change(terms, by, time.GetUtcNow().UtcDateTime);
        await SaveAsync(by, cancel);
        await transaction.CommitAsync(cancel);
    }

    private void Keep(DeedKind kind, RuleTerms terms, PointsRule? rule)
    {
        if (terms.Points == 0 && rule is not null)
            db.Remove(rule);
        else if (rule is not null)
            rule.Become(terms);
        else if (terms.Points > 0)
            db.Add(PointsRule.Of(scope.Id, kind, terms));
    }

    private static ProgramTerms Merge(ProgramTerms wanted, ProgramTerms current, ShownValues shown)
    {
        var rules = Enum.GetValues<DeedKind>().ToDictionary(kind => kind, kind => new RuleTerms(
            shown.Merge(ProgramTerms.Field(kind), wanted.Of(kind).Points, current.Of(kind).Points, Text),
            shown.Merge(ProgramTerms.Field(kind) + "-day", wanted.Of(kind).PerDay, current.Of(kind).PerDay, Text)));
        var merged = new ProgramTerms(
            rules, shown.Merge("minTrust", wanted.MinTrust, current.MinTrust, EnumWords.Of),
            shown.Merge("dailyPoints", wanted.DailyPoints, current.DailyPoints, Text),
            shown.Merge("validMonths", wanted.ValidMonths, current.ValidMonths, Text));
        shown.Settle();
        return merged;
    }

    /// <summary>As a form compares them.</summary>
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Text(int)"/>
    public static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>What a form of these terms shows.</summary>
    public static string Shown(ProgramTerms terms) => ShownValues.Of(
    [
        .. Enum.GetValues<DeedKind>().SelectMany(kind => new[]
        {
            (ProgramTerms.Field(kind), (string?)Text(terms.Of(kind).Points)),
            (ProgramTerms.Field(kind) + "-day", Text(terms.Of(kind).PerDay)),
        }),
        ("minTrust", EnumWords.Of<TrustLevel>(terms.MinTrust)), ("dailyPoints", Text(terms.DailyPoints)),
        ("validMonths", Text(terms.ValidMonths)),
    ]);

    private async Task SaveAsync(long by, CancellationToken cancel)
    {
        db.Publish(() => new PointsProgramChanged(scope.Id, by));
        db.Enqueue(() => ReckonTiers.Of(scope.Id));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Adds what a community begins with to the caller's unit of work: rules of a preset and the usual levels.</summary>
internal sealed class BeginProgram(AppDb db)
{
    /// <param name="startsAt">UTC: what was done before counts for nothing.</param>
    public void Run(long communityId, Preset preset, DateTime startsAt, long by, DateTime now)
    {
        var terms = Presets.Of(preset);
        var program = PointsProgram.Open(communityId, startsAt, by, now);
        program.Change(terms, by, now);
        db.Add(program);
        db.AddRange(terms.Rules.Select(r => PointsRule.Of(communityId, r.Key, r.Value)));
        db.AddRange(LevelTerms.Usual.Select((level, index) => PointsLevel.Of(communityId, index + 1, level)));
    }
}
