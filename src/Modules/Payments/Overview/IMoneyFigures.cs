using Guildhall.Payments.ProfitAndLoss;

namespace Guildhall.Payments.Overview;

/// <summary>A group of figures on the operator's money page. Whoever knows more about money adds another.</summary>
internal interface IMoneyFigures
{
    /// <summary>Groups stand in this order.</summary>
    int Place { get; }

    /// <returns><c>null</c> where there is nothing to say.</returns>
    Task<MoneyGroup?> ReadAsync(long communityId, Period month, CancellationToken cancel);
}

/// <param name="Title">In the reader's language, like all texts here.</param>
internal sealed record MoneyGroup(string Title, IReadOnlyList<MoneyFigure> Figures);

/// <param name="Formula">How it is counted.</param>
/// <param name="Href">Where its rows are; <c>null</c> where there are none.</param>
internal sealed record MoneyFigure(string Label, string Value, string Formula, string? Delta = null, string? Href = null,
    bool NeedsSomebody = false);
