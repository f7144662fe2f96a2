namespace Guildhall.Payments.ProfitAndLoss;

/// <summary>Income and costs of a span of days in one currency, and of the span before it. All amounts in minor units.</summary>
public sealed record ProfitReport(
    Period Period, Period Before, string Currency, IReadOnlyList<string> Currencies, IReadOnlyList<ReportLine> Revenue,
    IReadOnlyList<ReportLine> Cost, IReadOnlyList<ReportPart> Parts)
{
    public long TotalRevenue => Revenue.Sum(l => l.Amount);
    public long TotalCost => Cost.Sum(l => l.Amount);
    public long Profit => TotalRevenue - TotalCost;
    public long RevenueBefore => Revenue.Sum(l => l.Before);
    public long CostBefore => Cost.Sum(l => l.Before);
    public long ProfitBefore => RevenueBefore - CostBefore;
}

/// <param name="Account">Of the ledger; its entries are the rows of the figure.</param>
/// <param name="Amount">As the statement counts: income is positive, what is given back is negative, a cost is positive.</param>
/// <param name="Items">Quantity × price of what the amount consists of, the largest first; the last may stand for all others.</param>
public sealed record ReportLine(string Account, long Amount, long Before, IReadOnlyList<PricedItem> Items);

/// <param name="Title">What was sold or spent for; <c>null</c> for all that is not listed.</param>
/// <param name="Thing">Kind and id with a colon between, to look for its rows; <c>null</c> where there is none.</param>
/// <param name="Quantity"><c>null</c> where it is no number of things.</param>
/// <param name="UnitAmount"><c>null</c> as for the quantity.</param>
public sealed record PricedItem(
    string? Title, string? Interval, string? Thing, decimal? Quantity, long? UnitAmount, long Discount, long Amount);

/// <summary>Income and cost of a part of the span, for the chart.</summary>
public sealed record ReportPart(Period Period, long Revenue, long Cost);
