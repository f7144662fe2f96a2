using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>What a buyer says beside the wish to buy: to whom the invoice is made out, and the consent to immediate delivery.</summary>
/// <param name="Billing"><c>null</c>: as the member said last.</param>
internal sealed record Papers(Billing? Billing = null, bool Consent = false);

/// <summary>Keeps what a buyer said, with the order. Inside the transaction that places it.</summary>
internal sealed class KeepPapers(AppDb db, ReadSeller seller, Texts texts)
{
    /// <exception cref="Refused">422 consent_needed; billing details that cannot stand.</exception>
    public async Task RunAsync(Order order, Papers papers, DateTime now, CancellationToken cancel)
    {
        // Another plan of what somebody has already is under way: the consent of the first order holds.
        if (order.Kind != OrderKind.Upgrade && (await seller.OfAsync(order.CommunityId, cancel)).AsksConsent)
        {
            if (!papers.Consent)
                throw Refused.AtField("consent", "consent_needed", "Tick the box: delivery is immediate, which needs your consent.");
            db.Add(OrderConsent.Give(order, texts[OrderConsent.Text], texts.Language, now));
        }
        var remembered = await db.Set<MemberBilling>().SingleOrDefaultAsync(b => b.MemberId == order.MemberId, cancel);
        var billing = papers.Billing?.Check() ?? remembered?.Billing ?? Billing.None;
        if (remembered is null && !billing.IsEmpty)
            db.Add(remembered = MemberBilling.Of(order.MemberId));
        if (remembered is not null && remembered.Billing != billing)
            remembered.Change(billing, now);
        if (billing.IsEmpty)
            return;
        var row = OrderBilling.Of(order.CommunityId, order.Id);
        row.Change(billing, now);
        db.Add(row);
    }
}

/// <summary>What a community says about its documents; where it has said nothing, what is usual.</summary>
internal sealed class ReadSeller(AppDb db, Guildhall.Kernel.Contracts.Communities.ICommunities communities)
{
    public async Task<SellerDetails> OfAsync(long communityId, CancellationToken cancel)
    {
        var settings = await db.Set<InvoiceSettings>().AsNoTracking().SingleOrDefaultAsync(s => s.CommunityId == communityId, cancel);
        return settings?.Details ?? SellerDetails.Usual((await communities.FindAsync(communityId, cancel))?.Language ?? "en");
    }
}
