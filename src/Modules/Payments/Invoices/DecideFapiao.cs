using System.Globalization;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>An operator says what became of a request. The member is told by mail at the address they gave, and by the bell.</summary>
internal sealed class DecideFapiao(
    AppDb db, IMail mail, IContacts contacts, TextCatalogue catalogue, CommunityScope community, Guard guard, TimeProvider time)
{
    /// <param name="link">Where it can be fetched.</param>
    /// <param name="file">A PDF.</param>
    /// <exception cref="Refused">404; 409 fapiao_decided; 422 at the field.</exception>
    public async Task IssueAsync(long id, string? number, string? link, byte[]? file, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(BookPermissions.Keep, cancel);
        var clean = NumberOf(number);
        var address = SellerDetails.Line(link, "link", FapiaoRequest.MaxLink);
        if (address.Length > 0 && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == "https"))
            throw Refused.AtField("link", "link_malformed", "Enter the full address, starting with https://.");
        if (file is { Length: > 0 } && (file.Length > FapiaoFile.MaxLength || !file.AsSpan().StartsWith("%PDF-"u8)))
            throw Refused.AtField("file", "file_no_pdf", "Choose a PDF of at most {0} MB.", FapiaoFile.MaxLength / 1024 / 1024);
        if (address.Length == 0 && file is not { Length: > 0 })
            throw Refused.AtField("file", "file_missing", "Give the member the PDF or a link to it.");

        await ChangeAsync(id, (request, now) =>
        {
            if (request.IssuedAt is not null && request.Number == clean)
                return false;
            if (request.State != FapiaoState.Requested)
                throw Decided();
            request.Issue(clean, address, file is { Length: > 0 }, by, now);
            if (file is { Length: > 0 })
                db.Add(FapiaoFile.Of(request, file));
            return true;
        }, (request, code) => Told(request, by, code, true), cancel);
    }

    /// <exception cref="Refused">404; 409 fapiao_decided; 422: no reason.</exception>
    public async Task RefuseAsync(long id, string? reason, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(BookPermissions.Keep, cancel);
        var why = SellerDetails.Line(reason, "reason", FapiaoRequest.MaxReason);
        if (why.Length == 0)
            throw Refused.AtField("reason", "reason_missing", "Give the member a reason.");
        await ChangeAsync(id, (request, now) =>
        {
            if (request.State == FapiaoState.Refused)
                return false;
            if (request.State != FapiaoState.Requested)
                throw Decided();
            request.Refuse(why, by, now);
            return true;
        }, (request, code) => Told(request, by, code, false), cancel);
    }

    /// <summary>The 红字发票 that a refund made necessary is issued.</summary>
    /// <exception cref="Refused">404; 409 red_letter_not_needed; 422.</exception>
    public async Task RedLetterAsync(long id, string? number, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        var clean = NumberOf(number);
        await ChangeAsync(id, (request, now) =>
        {
            if (request.RedLetterNumber == clean)
                return false;
            if (request.State != FapiaoState.RedLetterNeeded)
                throw new Refused("red_letter_not_needed", 409, "This fapiao needs no red-letter invoice.");
            request.IssueRedLetter(clean, now);
            return true;
        }, null, cancel);
    }

    private async Task ChangeAsync(
        long id, Func<FapiaoRequest, DateTime, bool> change, Func<FapiaoRequest, string, FapiaoDecided>? told, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var request = await db.Set<FapiaoRequest>().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw Refused.NotFound();
        if (!change(request, time.GetUtcNow().UtcDateTime))
            return;
        var code = await db.Set<Order>().Where(o => o.Id == request.OrderId).Select(o => o.Code).SingleAsync(cancel);
        if (told is not null)
        {
            db.Publish(() => told(request, code));
            await MailAsync(request, code, cancel);
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task MailAsync(FapiaoRequest request, string code, CancellationToken cancel)
    {
        if (!await mail.IsOnAsync(cancel))
            return;
        var language = (await contacts.ManyAsync([request.MemberId], cancel)).GetValueOrDefault(request.MemberId)?.Language ?? "zh";
        var texts = catalogue.In(language);
        var issued = request.IssuedAt is not null;
        mail.Send(new OutgoingMail(
            "fapiao", request.Id.ToString(CultureInfo.InvariantCulture), request.MemberId, request.Email, texts.Language,
            issued ? texts["The fapiao for your order {0} is ready", code] : texts["The fapiao request for your order {0} was declined", code],
            [
                new MailPart.Paragraph(issued ? texts["{0} has issued it with the number {1}.", community.Required.Name, request.Number]
                    : texts["{0} declined it: {1}", community.Required.Name, request.Reason]),
                new MailPart.Action(texts["View"], $"/account/orders/{code}/fapiao"),
            ],
            request.CommunityId));
    }

    private static FapiaoDecided Told(FapiaoRequest request, long by, string order, bool issued) =>
        new(request.CommunityId, by, request.MemberId, request.Id, request.OrderId, order, issued);

    private static string NumberOf(string? typed)
    {
        var number = SellerDetails.Line(typed, "number", FapiaoRequest.MaxNumber);
        return number.Length > 0 ? number : throw Refused.AtField("number", "number_missing", "Enter its number.");
    }

    private static Refused Decided() => new("fapiao_decided", 409, "This request was already decided. Reload the page.");
}
