using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Exports;
using Guildhall.Payments.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.ProfitAndLoss;

/// <summary>Profit and loss, the ledger's audit and its export, for operators' programs and as files.</summary>
internal static class ProfitApi
{
    private const int ItemsPerLine = 200;

    private static readonly string[] Heading =
        ["side", "account", "line", "item", "quantity", "unit_price", "discount", "amount", "amount_before", "currency"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/c/{community}/manage").RequirePermission(Permissions.ReadMoney).ExcludeFromDescription();
        files.MapGet("/profit-and-loss.csv", async (
            string community, ReadProfit read, CommunityScope scope, Texts texts, CancellationToken cancel, string? from = null,
            string? to = null, string? currency = null) =>
        {
            var report = await read.RunAsync(from, to, currency, ItemsPerLine, cancel);
            return new CsvAnswer(
                $"{scope.Required.Slug}-profit-and-loss-{Days.Text(report.Period.From)}-{Days.Text(report.Period.To)}.csv", Heading,
                Rows(report, texts).ToAsyncEnumerable());
        });
        files.MapGet("/ledger/entries.csv", Export);

        var api = routes.MapGroup("/api/communities/{community}/manage").WithTags("Money").RequirePermission(Permissions.ReadMoney);
        api.MapGet("/profit-and-loss", async (
                string community, ReadProfit read, CancellationToken cancel, string? from = null, string? to = null,
                string? currency = null) => TypedResults.Ok(ProfitAnswer.Of(await read.RunAsync(from, to, currency, ItemsPerLine, cancel))))
            .RequireScope("orders:read").WithName("GetProfitAndLoss")
            .WithSummary("Revenue and cost of a span of days in one currency, each line with quantity × price, compared with the span before; from and to are days, both included, this month when left out.");
        api.MapGet("/profit-and-loss/rows", RowsAsync).RequireScope("orders:read").WithName("GetProfitAndLossRows")
            .WithSummary("The ledger entries that a figure consists of, newest first.");
        api.MapGet("/ledger/entries.csv", Export).RequireScope("orders:read").WithName("ExportLedger")
            .WithSummary("All ledger entries with their documents as CSV, for accountants.");
        api.MapGet("/ledger/check", async (string community, CheckLedger check, CommunityScope scope, CancellationToken cancel) =>
                TypedResults.Ok(await check.RunAsync(scope.Required, cancel)))
            .RequireScope("orders:read").WithName("CheckLedger")
            .WithSummary("Read the community's books against orders, payments, refunds, costs, shares and grants.");
    }

    private static CsvAnswer Export(
        string community, ExportLedger export, CancellationToken cancel, string? from = null, string? to = null) =>
        export.Run(DayOf("from", from), DayOf("to", to), cancel);

    private static async Task<Ok<FigureRowAnswers>> RowsAsync(
        string community, string account, RowList list, CommunityScope scope, TimeProvider time, CancellationToken cancel,
        string? item = null, string? from = null, string? to = null, string? currency = null, long? after = null, int limit = 50)
    {
        var period = Period.Read(from, to, scope.Required, time.GetUtcNow().UtcDateTime);
        var page = await list.PageAsync(account, item, period, currency ?? scope.Required.Currency, after, limit, cancel);
        return TypedResults.Ok(new FigureRowAnswers([.. page.Items.Select(FigureRowAnswer.Of)], page.Next));
    }

    private static DateOnly? DayOf(string field, string? text) => string.IsNullOrWhiteSpace(text) ? null
        : Days.Read(text) ?? throw Refused.AtField(field, "day_unreadable", "Write the day as year, month, day, like 2026-03-31.");

    private static IEnumerable<CsvCell[]> Rows(ProfitReport report, Texts texts) =>
        Rows("revenue", report.Revenue, report, texts).Concat(Rows("cost", report.Cost, report, texts)).Append(
        [
            "profit", "", "", "", "", "", "", Cell(report.Profit, report), Cell(report.ProfitBefore, report), report.Currency,
        ]);

    private static IEnumerable<CsvCell[]> Rows(string side, IReadOnlyList<ReportLine> lines, ProfitReport report, Texts texts)
    {
        foreach (var line in lines)
        {
            yield return
            [
                side, line.Account, ProfitWords.Line(line.Account, texts), "", "", "", "", Cell(line.Amount, report), Cell(line.Before,
                    report),
                report.Currency,
            ];
            foreach (var item in line.Items)
                yield return
                [
                    side, line.Account, ProfitWords.Line(line.Account, texts), ProfitWords.Item(item, line.Account, texts),
                    item.Quantity is { } quantity ? CsvCell.Of(quantity) : CsvCell.Empty,
                    item.UnitAmount is { } price ? Cell(price, report) : CsvCell.Empty, Cell(item.Discount, report),
                    Cell(item.Amount, report), CsvCell.Empty, report.Currency,
                ];
        }
    }

    private static CsvCell Cell(long amount, ProfitReport report) => CsvCell.Of(new Money(amount, report.Currency));
}
