using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>Buttons and files of the documents' pages.</summary>
internal static class InvoiceCommands
{
    private static readonly string[] Heading =
        ["number", "kind", "day", "order", "of_invoice", "buyer_company", "buyer_name", "buyer_tax_number", "buyer_country", "net", "tax",
            "total", "currency", "tax_name", "tax_rate", "supplied_day", "test"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/account").RequireAuthorization().ExcludeFromDescription();
        mine.MapGet("/invoices/{id:long}/invoice.pdf", async (
            long id, InvoiceList list, PdfAnswers pdf, CurrentMember current, CancellationToken cancel, string? lang = null) =>
            pdf.Of(await list.OneOfMemberAsync(current.RequireId(), id, cancel), lang));
        mine.MapGet("/fapiao/{id:long}/file", async (long id, FapiaoList list, CurrentMember current, CancellationToken cancel) =>
            File(id, await list.FileAsync(id, current.RequireId(), cancel)));
        mine.MapPost("/orders/{code}/invoice", MakeAsync);

        var pages = routes.MapGroup("/c/{community}/manage").RequirePermission(Permissions.ReadMoney).ExcludeFromDescription();
        pages.MapGet("/invoices/{id:long}/invoice.pdf", async (
            string community, long id, InvoiceList list, PdfAnswers pdf, CancellationToken cancel, string? lang = null) =>
            pdf.Of(await list.OneAsync(id, cancel), lang));
        pages.MapGet("/invoices.csv", Csv);
        pages.MapGet("/fapiao/{id:long}/file", async (string community, long id, FapiaoList list, CancellationToken cancel) =>
            File(id, await list.FileAsync(id, null, cancel)));
        pages.MapPost("/orders/{id:long}/invoice", async (
            string community, long id, [FromForm] IFormCollection _, MakeInvoice make, CancellationToken cancel) =>
        {
            await make.OfCommunityAsync(id, cancel);
            return Redirects.To($"/c/{community}/manage/orders/{id}");
        });
    }

    private static async Task<IResult> MakeAsync(
        string code, [FromForm] IFormCollection _, MakeInvoice make, CurrentMember current, CancellationToken cancel)
    {
        await make.OfMemberAsync(current.RequireId(), code, cancel);
        return Redirects.To($"/account/orders/{code}");
    }

    private static FileContentHttpResult File(long id, byte[] content) =>
        TypedResults.File(content, "application/pdf", $"fapiao-{id.ToString(CultureInfo.InvariantCulture)}.pdf");

    private static CsvAnswer Csv(
        string community, InvoiceList list, CommunityScope scope, string? kind = null, string? q = null, string? from = null,
        string? to = null) => new($"{community}-invoices.csv", Heading,
        RowsAsync(list.AllAsync(InvoiceFilters.Read(kind, q, from, to, scope.Required)), BookClock.Of(scope.Required)));

    private static async IAsyncEnumerable<CsvCell[]> RowsAsync(IAsyncEnumerable<Invoice> invoices, BookClock clock)
    {
        await foreach (var i in invoices)
        {
            // A credit note is money that goes back.
            var sign = i.Kind == InvoiceKind.Invoice ? 1 : -1;
            yield return
            [
                i.Code, EnumWords.Of(i.Kind), Days.Text(clock.DayOf(i.IssuedAt)), i.OrderCode, i.OfCode, i.BuyerCompany, i.BuyerName,
                i.BuyerTaxNumber, i.BuyerCountry, CsvCell.Of(new Money(sign * i.Net, i.Currency)),
                CsvCell.Of(new Money(sign * i.Tax, i.Currency)),
                CsvCell.Of(new Money(sign * i.Total, i.Currency)), i.Currency, i.TaxName, SellerDetails.RateText(i.TaxRate),
                Days.Text(clock.DayOf(i.SuppliedAt)), i.IsTest ? "yes" : "",
            ];
        }
    }
}

/// <summary>
/// An order that was paid before this program issued invoices gets its documents when somebody first asks: with today's number and day, and
/// the day of the payment beside it.
/// </summary>
internal sealed class MakeInvoice(AppDb db, Guard guard, IssueDocuments issue, CommunityScope scope)
{
    /// <exception cref="Refused">404: no order of the community; 409 nothing_to_invoice.</exception>
    public async Task OfCommunityAsync(long orderId, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        if (!await db.Set<Order>().AnyAsync(o => o.Id == orderId, cancel))
            throw Refused.NotFound();
        await MakeAsync(orderId, cancel);
    }

    /// <exception cref="Refused">404: not the member's order; 409 nothing_to_invoice.</exception>
    public async Task OfMemberAsync(long memberId, string code, CancellationToken cancel)
    {
        // The member's own order, in whichever community it was placed.
        var order = await db.Set<Order>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(o => o.Code == code && o.MemberId == memberId, cancel) ?? throw Refused.NotFound();
        scope.Enter(order.CommunityId);
        await MakeAsync(order.Id, cancel);
    }

    private async Task MakeAsync(long orderId, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (await issue.RunAsync(orderId, cancel) is null)
            throw new Refused("nothing_to_invoice", 409, "Nothing was paid for this order, so there is no invoice.");
        await transaction.CommitAsync(cancel);
    }
}
