using Guildhall.Payments.Costs;

namespace Guildhall.Payments.ProfitAndLoss;

/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Currencies">All in which something was booked in this span or the one before.</param>
/// <param name="Profit">Revenue less cost, minor units.</param>
public sealed record ProfitAnswer(
    string From, string To, string BeforeFrom, string BeforeTo, string Currency, IReadOnlyList<string> Currencies, ProfitSide Revenue,
    ProfitSide Cost, long Profit, long ProfitBefore)
{
    internal static ProfitAnswer Of(ProfitReport report) => new(
        Days.Text(report.Period.From), Days.Text(report.Period.To), Days.Text(report.Before.From), Days.Text(report.Before.To),
        report.Currency, report.Currencies, new ProfitSide(report.TotalRevenue, report.RevenueBefore,
            [.. report.Revenue.Select(ProfitLine.Of)]),
        new ProfitSide(report.TotalCost, report.CostBefore, [.. report.Cost.Select(ProfitLine.Of)]), report.Profit, report.ProfitBefore);
}

/// <param name="Total">Minor units.</param>
/// <param name="Before">Of the span before.</param>
public sealed record ProfitSide(long Total, long Before, IReadOnlyList<ProfitLine> Lines);

/// <param name="Account">Of the ledger; ask for its rows by it.</param>
/// <param name="Amount">Minor units; what was given back is negative among the revenue.</param>
public sealed record ProfitLine(string Account, long Amount, long Before, IReadOnlyList<ProfitItem> Items)
{
    internal static ProfitLine Of(ReportLine line) => new(line.Account, line.Amount, line.Before,
        [.. line.Items.Select(i => new ProfitItem(i.Title, i.Interval, i.Thing, i.Quantity, i.UnitAmount, i.Discount, i.Amount))]);
}

/// <param name="Title">Null for all that is not listed.</param>
/// <param name="Item">Kind and id with a colon between; null where there is none.</param>
/// <param name="UnitAmount">Minor units; quantity × unit amount − discount is the amount.</param>
public sealed record ProfitItem(
    string? Title, string? Interval, string? Item, decimal? Quantity, long? UnitAmount, long Discount, long Amount);

/// <param name="Amount">Minor units; debit is positive.</param>
public sealed record FigureRowAnswer(
    long Id, DateTime At, string Document, long DocumentId, string Purpose, long? OrderId, string? Order, string? Text, long Amount,
    string Currency)
{
    internal static FigureRowAnswer Of(FigureRow row) => new(row.Id, row.At, row.DocumentKind, row.DocumentId, row.Purpose, row.OrderId,
        row.OrderCode, row.Text, row.Amount, row.Currency);
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record FigureRowAnswers(IReadOnlyList<FigureRowAnswer> Items, long? Next);
