namespace Guildhall.Insights;

/// <summary>The first numbers of a community. Every figure has its formula in words beside it, see <see cref="Formulas"/>.</summary>
/// <param name="At">UTC; all figures are of this instant.</param>
/// <param name="Registered">Accounts of the whole installation, without bots.</param>
/// <param name="Members">Members who hold a tier now, the free one included.</param>
/// <param name="Paying">Those of them whose highest tier is a paid one.</param>
/// <param name="ReadingsPerMember">Null without members.</param>
/// <param name="ActiveMembers">Members who have read at least one article in the period.</param>
public sealed record Figures(
    DateTime At, int Registered, int Members, int Paying, IReadOnlyList<TierFigure> ByTier, IReadOnlyList<MonthOfIncome> Income,
    IReadOnlyList<DayOfJoining> Joined, int Readings, decimal? ReadingsPerMember, int ActiveMembers, decimal? Participation,
    IReadOnlyList<ReadArticle> MostRead)
{
    /// <summary>Days that readings and joinings look back, today included.</summary>
    public const int Days = 30;

    public const int Months = 6;
}

public sealed record TierFigure(long TierId, string Name, int Members);

/// <param name="Month">The first day of the month by the community's clock.</param>
public sealed record MonthOfIncome(DateOnly Month, IReadOnlyList<Income> Currencies);

/// <summary>Minor units of the currency, none of them negative but perhaps the net.</summary>
/// <param name="Sales">What was earned by orders.</param>
/// <param name="Refunds">What was given back.</param>
/// <param name="Fees">What processors kept.</param>
/// <param name="Net">Sales without refunds: fees are a cost, not a lack of income.</param>
public sealed record Income(string Currency, long Sales, long Refunds, long Fees, long Net);

/// <param name="Day">By the community's clock.</param>
public sealed record DayOfJoining(DateOnly Day, int Members);

/// <param name="Readings">By members and visitors.</param>
/// <param name="Readers">Different people who were signed in.</param>
public sealed record ReadArticle(long ArticleId, string Title, string? Path, int Readings, int Readers);
