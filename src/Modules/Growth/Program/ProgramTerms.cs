using Guildhall.Growth.Deeds;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Http;

namespace Guildhall.Growth.Program;

/// <summary>What a deed of one kind earns.</summary>
/// <param name="Points">0 for nothing.</param>
/// <param name="PerDay">How many of them count in a day; <c>null</c> for no limit.</param>
internal sealed record RuleTerms(int Points, int? PerDay)
{
    public static readonly RuleTerms None = new(0, null);
}

/// <summary>All that an owner decides about what is given points for.</summary>
internal sealed record ProgramTerms(
    IReadOnlyDictionary<DeedKind, RuleTerms> Rules, TrustLevel MinTrust, int? DailyPoints, int? ValidMonths)
{
    public RuleTerms Of(DeedKind kind) => Rules.GetValueOrDefault(kind, RuleTerms.None);

    /// <exception cref="Refused">422 at the field.</exception>
    public ProgramTerms Check()
    {
        foreach (var (kind, rule) in Rules)
        {
            if (rule.Points is < 0 or > PointsRule.MaxPoints)
                throw Refused.AtField(Field(kind), "points_out_of_range", "Enter 0 to {0} points.", PointsRule.MaxPoints);
            if (rule.PerDay is < 1 or > PointsRule.MaxPerDay)
                throw Refused.AtField(Field(kind) + "-day", "limit_out_of_range", "Enter a number from 1 to {0}, or leave it empty.", PointsRule.MaxPerDay);
        }
        if (DailyPoints is < 1 or > PointsProgram.MaxDailyPoints)
            throw Refused.AtField("dailyPoints", "limit_out_of_range", "Enter a number from 1 to {0}, or leave it empty.", PointsProgram.MaxDailyPoints);
        if (ValidMonths is < 1 or > PointsProgram.MaxValidity)
            throw Refused.AtField("validMonths", "limit_out_of_range", "Enter a number from 1 to {0}, or leave it empty.", PointsProgram.MaxValidity);
        return this;
    }

    /// <summary>The name of a rule's field.</summary>
    public static string Field(DeedKind kind) => $"deed-{Kernel.Values.EnumWords.Of(kind).Replace('_', '-')}";

    /// <summary>How many points one more deed earns.</summary>
    /// <param name="sameToday">How many of the kind have earned something for the member on that day.</param>
    /// <param name="pointsToday">How many points they have earned on it in all.</param>
    public long PointsFor(DeedKind kind, int sameToday, long pointsToday)
    {
        var rule = Of(kind);
        if (rule.Points == 0 || sameToday >= rule.PerDay)
            return 0;
        return DailyPoints is { } most ? Math.Clamp(most - pointsToday, 0, rule.Points) : rule.Points;
    }
}
