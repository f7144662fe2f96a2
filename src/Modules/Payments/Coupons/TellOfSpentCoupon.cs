using System.Globalization;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Coupons;

/// <summary>Mails to a visitor's address why the payment goes back: its holder had used the coupon before.</summary>
public sealed record TellOfSpentCoupon(long CommunityId, long OrderId, string Coupon)
{
    internal static WorkOrder Of(Order order, string coupon) => new(
        order.Id.ToString(CultureInfo.InvariantCulture), new TellOfSpentCoupon(order.CommunityId, order.Id, coupon));
}

internal sealed class TellOfSpentCoupons(
    AppDb db, IMail mail, ICommunities communities, TextCatalogue catalogue, CommunityScope scope) : IWork<TellOfSpentCoupon>
{
    public async Task RunAsync(TellOfSpentCoupon payload, WorkContext context, CancellationToken cancel)
    {
        scope.Enter(payload.CommunityId);
        var claim = await db.Set<OrderClaim>().AsNoTracking().SingleAsync(c => c.OrderId == payload.OrderId, cancel);
        if (claim.Email is not { } email || !await mail.IsOnAsync(cancel)
            || await communities.FindAsync(payload.CommunityId, cancel) is not { } community)
            return;
        var order = await db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == payload.OrderId, cancel);
        var texts = catalogue.In(await db.Members.Where(m => m.Id == order.MemberId).Select(m => m.Language).SingleAsync(cancel));
        mail.Send(new OutgoingMail("coupon_spent", order.Code, null, email, texts.Language,
            texts["Your payment goes back: order {0}", order.Code],
            [
                new MailPart.Paragraph(texts["Hello {0}, the coupon {1} has been used with this address before, so order {2} can't be had at that price. Your payment goes back to your payment method automatically.",
                    claim.Name, payload.Coupon, order.Code]),
                new MailPart.Action(texts["Sign in and order without it"], $"/c/{community.Slug}"),
                new MailPart.Note(texts["If you bought nothing, someone entered your address. You weren't charged."]),
            ], community.Id));
        await db.SaveChangesAsync(cancel);
    }
}
