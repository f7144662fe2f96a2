using Guildhall.Kernel.Data;
using Guildhall.Screening.Trials;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Rules;

/// <param name="Rule">Its slug.</param>
/// <param name="Since">UTC; null while it is off.</param>
/// <param name="Terms">Of a rule that is on those by which it goes; else those of its newest trial, or the ones it begins with.</param>
/// <param name="Trial">The newest.</param>
public sealed record RuleRow(string Rule, DateTime? Since, RuleTerms Terms, TrialRow? Trial)
{
    /// <summary>Whether posts are judged by it.</summary>
    public bool IsOn => Since is not null;
}

/// <summary>The rules of the community at hand, for its operators.</summary>
internal sealed class ReadRules(AppDb db, ReadTrials trials)
{
    public async Task<IReadOnlyList<RuleRow>> AllAsync(CancellationToken cancel)
    {
        var on = await db.Set<ScreeningRule>().AsNoTracking().ToDictionaryAsync(r => r.Kind, cancel);
        var rows = new List<RuleRow>();
        foreach (var kind in RuleKinds.WithTerms)
            rows.Add(await OfAsync(kind, on.GetValueOrDefault(kind), cancel));
        return rows;
    }

    public async Task<RuleRow> OneAsync(RuleKind kind, CancellationToken cancel) =>
        await OfAsync(kind, await db.Set<ScreeningRule>().AsNoTracking().SingleOrDefaultAsync(r => r.Kind == kind, cancel), cancel);

    private async Task<RuleRow> OfAsync(RuleKind kind, ScreeningRule? rule, CancellationToken cancel)
    {
        var trial = await trials.NewestAsync(kind, null, cancel);
        return new RuleRow(
            RuleKinds.Slug(kind), rule?.SwitchedOnAt, rule is null ? trial?.Terms ?? RuleTerms.Default(kind) : RuleTerms.Read(rule.Terms),
                trial);
    }
}
