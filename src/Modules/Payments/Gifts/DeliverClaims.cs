using System.Globalization;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Gifts;

/// <summary>Mails the link of a claim when it is due.</summary>
public sealed record DeliverClaim(long CommunityId, long ClaimId)
{
    internal static WorkOrder Of(OrderClaim claim) =>
        new(claim.Id.ToString(CultureInfo.InvariantCulture), new DeliverClaim(claim.CommunityId, claim.Id), claim.DeliverAt);
}

internal sealed class DeliverClaims(
    AppDb db, ClaimLinks links, IMail mail, IMembers members, ICommunities communities, TextCatalogue catalogue, CommunityScope scope,
    TimeProvider time) : IWork<DeliverClaim>
{
    public async Task RunAsync(DeliverClaim payload, WorkContext context, CancellationToken cancel)
    {
        scope.Enter(payload.CommunityId);
        var now = time.GetUtcNow().UtcDateTime;
        var claim = await db.Set<OrderClaim>().SingleAsync(c => c.Id == payload.ClaimId, cancel);
        var order = await db.Set<Order>().AsNoTracking().Include(o => o.Lines).SingleAsync(o => o.Id == claim.OrderId, cancel);
        if (claim.MailedAt is not null || claim.StateAt(order.Lines[0].EndedAt, now) != ClaimState.Open || !await mail.IsOnAsync(cancel)
            || await communities.FindAsync(payload.CommunityId, cancel) is not { } community
            || links.PathOf(claim, community.Slug) is not { } path)
            return;
        var giver = (await members.ManyAsync([order.MemberId], cancel)).GetValueOrDefault(order.MemberId)?.Name ?? "";
        var language = await db.Members.Where(m => m.Id == order.MemberId).Select(m => m.Language).SingleAsync(cancel);
        var texts = catalogue.In(language);
        mail.Send(claim.Purpose == ClaimPurpose.Gift
            ? Gift(claim, order, giver, community, path, texts) : ToFinish(claim, order, community, path, texts));
        claim.Mailed(now);
        await db.SaveChangesAsync(cancel);
    }

    private static OutgoingMail Gift(OrderClaim claim, Order order, string giver, CommunityInfo community, string path, Texts texts)
    {
        List<MailPart> parts =
        [
            new MailPart.Paragraph(texts["Hello {0}, {1} sent you a gift: {2} in {3}.", claim.Name, giver,
                OrderWords.What(order.Lines[0], texts), community.Name]),
        ];
        if (claim.Message.Length > 0)
            parts.Add(new MailPart.Paragraph($"“{claim.Message}”"));
        parts.Add(new MailPart.Action(texts["Open your gift"], path));
        parts.Add(new MailPart.Note(texts["The link works once, for whoever opens it first, so don't share it. It is valid until {0}.",
            claim.ExpiresAt!.Value.ToString(texts.IsChinese ? "yyyy年M月d日" : "d MMM yyyy", texts.Culture)]));
        return Of("gift", claim, community, texts, texts["{0} sent you a gift", giver], parts);
    }

    private static OutgoingMail ToFinish(OrderClaim claim, Order order, CommunityInfo community, string path, Texts texts) => Of(
        "visitor_order", claim, community, texts, texts["Finish your purchase in {0}", community.Name],
        [
            new MailPart.Paragraph(texts["Hello {0}, your order {1} is paid: {2}. This address already has an account. Open the link and sign in to receive it.",
                claim.Name, order.Code, OrderWords.What(order.Lines[0], texts)]),
            new MailPart.Action(texts["Sign in and finish"], path),
            new MailPart.Note(texts["If you bought nothing, someone entered your address. You weren't charged, and nothing happens unless you open the link."]),
        ]);

    private static OutgoingMail Of(
        string kind, OrderClaim claim, CommunityInfo community, Texts texts, string subject, IReadOnlyList<MailPart> parts) =>
        new(kind, $"{claim.Id}:{claim.TokenHash![..16]}", null, claim.Email!, texts.Language, subject, parts, community.Id);
}
