using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Invoices;

/// <summary>Documents, for programs: a member's own, and a community's for its operator.</summary>
internal static class InvoiceApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/api/me").WithTags("Invoices");
        mine.MapGet("/invoices", MineAsync).RequireScope("orders:read").WithName("GetMyInvoices")
            .WithSummary("The caller's invoices and credit notes in every community, newest first.");
        mine.MapGet("/invoices/{id:long}", OneOfMineAsync).RequireScope("orders:read").WithName("GetMyInvoice").WithSummary("One of them.");
        mine.MapGet("/invoices/{id:long}/pdf", PdfOfMineAsync).RequireScope("orders:read").WithName("GetMyInvoicePdf")
            .WithSummary("The same on paper; lang: zh or en.");
        mine.MapGet("/billing", BillingAsync).RequireScope("orders:read").WithName("GetMyBilling")
            .WithSummary("To whom the caller's next invoices are made out.");
        mine.MapPut("/billing", RememberAsync).RequireScope("orders:write").WithName("ChangeMyBilling")
            .WithSummary("Say to whom the next invoices are made out. Issued ones stay as they are.");
        routes.MapPut("/api/communities/{community}/orders/{code}/billing", OfOrderAsync).WithTags("Invoices").RequireScope("orders:write")
            .WithName("ChangeOrderBilling").WithSummary("The same for one order, until its invoice is issued; 409 invoice_issued then.");

        var all = routes.MapGroup("/api/communities/{community}/manage/invoices").WithTags("Invoices").RequirePermission(Permissions.ReadMoney);
        all.MapGet("", ListAsync).RequireScope("orders:read").WithName("GetInvoices")
            .WithSummary("Invoices and credit notes, newest first. kind: invoice, credit_note; q; from and to: days of the community.");
        all.MapGet("/{id:long}", OneAsync).RequireScope("orders:read").WithName("GetInvoice").WithSummary("One of them.");
        all.MapGet("/{id:long}/pdf", PdfAsync).RequireScope("orders:read").WithName("GetInvoicePdf").WithSummary("The same on paper; lang: zh or en.");
        all.MapPost("/{id:long}/correction", CorrectAsync).RequirePermission(BookPermissions.Keep).RequireScope("orders:write")
            .WithName("CorrectInvoice").WithSummary("Takes an invoice back by a credit note and issues it anew to another buyer.");
        all.MapGet("/settings", SettingsAsync).RequireScope("communities:read").WithName("GetSellerDetails").WithSummary("Who sells, and what documents say of tax.");
        all.MapPut("/settings", ChangeAsync).RequirePermission(Permissions.ManageCommunity).RequireScope("communities:write")
            .WithName("ChangeSellerDetails").WithSummary("Says that anew, for documents from now on.");
    }

    private static async Task<Ok<InvoicesAnswer>> MineAsync(
        InvoiceList list, CurrentMember current, CancellationToken cancel, long? after = null, int limit = 50) =>
        TypedResults.Ok(InvoicesAnswer.Of(await list.OfMemberAsync(current.RequireId(), after, limit, cancel)));

    private static async Task<Ok<InvoiceAnswer>> OneOfMineAsync(
        long id, InvoiceList list, CurrentMember current, CancellationToken cancel) =>
        TypedResults.Ok(InvoiceAnswer.Of(await list.OneOfMemberAsync(current.RequireId(), id, cancel)));

    private static async Task<FileContentHttpResult> PdfOfMineAsync(
        long id, InvoiceList list, PdfAnswers pdf, CurrentMember current, CancellationToken cancel, string? lang = null) =>
        pdf.Of(await list.OneOfMemberAsync(current.RequireId(), id, cancel), lang);

    private static async Task<Ok<BillingAsked>> BillingAsync(ChangeBilling billing, CurrentMember current, CancellationToken cancel) =>
        TypedResults.Ok(BillingAsked.Of(await billing.OfMemberAsync(current.RequireId(), cancel)));

    private static async Task<NoContent> RememberAsync(
        BillingAsked asked, ChangeBilling billing, CurrentMember current, CancellationToken cancel)
    {
        await billing.RememberAsync(current.RequireId(), asked.ToBilling(), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> OfOrderAsync(
        string community, string code, BillingAsked asked, ChangeBilling billing, CurrentMember current, CancellationToken cancel)
    {
        await billing.OfOrderAsync(current.RequireId(), code, asked.ToBilling(), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<InvoicesAnswer>> ListAsync(
        string community, InvoiceList list, CommunityScope scope, CancellationToken cancel, string? kind = null, string? q = null,
        string? from = null, string? to = null, long? after = null, int limit = 50) => TypedResults.Ok(InvoicesAnswer.Of(
        await list.OfCommunityAsync(InvoiceFilters.Read(kind, q, from, to, scope.Required), after, limit, cancel)));

    private static async Task<Ok<InvoiceAnswer>> OneAsync(string community, long id, InvoiceList list, CancellationToken cancel) =>
        TypedResults.Ok(InvoiceAnswer.Of(await list.OneAsync(id, cancel)));

    private static async Task<FileContentHttpResult> PdfAsync(
        string community, long id, InvoiceList list, PdfAnswers pdf, CancellationToken cancel, string? lang = null) =>
        pdf.Of(await list.OneAsync(id, cancel), lang);

    private static async Task<Ok<InvoiceAnswer>> CorrectAsync(
        string community, long id, CorrectionAsked asked, CorrectInvoice correct, CancellationToken cancel) => TypedResults.Ok(
        InvoiceAnswer.Of(await correct.RunAsync(id, (asked.Billing ?? new BillingAsked()).ToBilling(), asked.Reason, cancel)));

    private static async Task<Ok<SellerAnswer>> SettingsAsync(
        string community, ReadSeller seller, CommunityScope scope, CancellationToken cancel) =>
        TypedResults.Ok(SellerAnswer.Of(await seller.OfAsync(scope.Id, cancel)));

    private static async Task<Ok<SellerAnswer>> ChangeAsync(
        string community, SellerAnswer asked, ChangeSeller change, ReadSeller seller, CommunityScope scope, CancellationToken cancel)
    {
        await change.RunAsync(asked.ToDetails(), cancel);
        return TypedResults.Ok(SellerAnswer.Of(await seller.OfAsync(scope.Id, cancel)));
    }
}

/// <summary>Documents as files.</summary>
internal sealed class PdfAnswers(InvoicePdf pdf, TextCatalogue catalogue, Texts texts)
{
    /// <param name="lang">"zh" or "en"; <c>null</c> for the reader's.</param>
    /// <exception cref="Refused">422: another language.</exception>
    public FileContentHttpResult Of(Invoice invoice, string? lang)
    {
        var language = string.IsNullOrEmpty(lang) ? texts.Language : lang;
        if (language is not (Language.Chinese or Language.English))
            throw Refused.AtField("lang", "language_unknown", "Documents are written in zh and en.");
        return TypedResults.File(pdf.Write(invoice, catalogue.In(language)), "application/pdf", $"{invoice.Code.Replace('/', '-')}.pdf");
    }
}
