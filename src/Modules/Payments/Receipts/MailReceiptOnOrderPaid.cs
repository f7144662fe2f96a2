using System.Globalization;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Receipts;

/// <summary>
/// The receipt of a paid order, to the buyer. It goes to an address that is not confirmed too: the buyer has just bought, and waits for it.
/// Where there is no mail server yet, it waits for one.
/// </summary>
internal sealed class MailReceiptOnOrderPaid(
    AppDb db, IMail mail, IContacts contacts, ICommunities communities, TextCatalogue catalogue) : IHandle<OrderPaid>
{
    public const string Kind = "receipt";

    public async Task HandleAsync(OrderPaid happened, Envelope envelope, CancellationToken cancel)
    {
        var contact = (await contacts.ManyAsync([happened.MemberId], cancel)).GetValueOrDefault(happened.MemberId);
        if (contact is null || await communities.FindAsync(happened.CommunityId, cancel) is not { } community)
            return;
        var order = await db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync(o => o.Id == happened.OrderId, cancel);
        var texts = catalogue.In(contact.Language);
        mail.Send(new OutgoingMail(
            Kind, happened.OrderId.ToString(CultureInfo.InvariantCulture), happened.MemberId, contact.Email, texts.Language,
            texts["Your receipt from {0}", community.Name],
            [
                new MailPart.Paragraph(order.Kind == OrderKind.Gift
                    ? texts["Thank you, {0}. Your gift is paid; you'll find its link on the order.", contact.Name]
                    : texts["Thank you, {0}. Your order is paid and your purchase is open.", contact.Name]),
                new MailPart.Table([.. Rows(order, happened, texts, ZoneOf(contact, community))]),
                new MailPart.Action(texts["View receipt"], $"/account/orders/{order.Code}"),
            ],
            community.Id, Optional: true));
        await db.SaveChangesAsync(cancel);
    }

    private static IEnumerable<MailRow> Rows(Order order, OrderPaid paid, Texts texts, TimeZoneInfo zone)
    {
        yield return new MailRow(texts["Order"], order.Code);
        if (order.PaidAt is { } at)
            yield return new MailRow(texts["Paid"],
                TimeZoneInfo.ConvertTimeFromUtc(at, zone).ToString(texts.IsChinese ? "yyyy年M月d日" : "d MMM yyyy", texts.Culture));
        foreach (var line in order.Lines)
            yield return new MailRow(OrderWords.What(line, texts), new Money(line.Total, order.Currency).Format(texts.Language));
        yield return new MailRow(texts["Total"], new Money(paid.Amount, paid.Currency).Format(texts.Language));
    }

    private static TimeZoneInfo ZoneOf(Contact contact, CommunityInfo community) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(contact.TimeZone, out var zone) ? zone
        : TimeZoneInfo.TryFindSystemTimeZoneById(community.TimeZone, out zone) ? zone : TimeZoneInfo.Utc;
}
