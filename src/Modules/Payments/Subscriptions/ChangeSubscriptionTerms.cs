using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Subscriptions;

/// <summary>The operator's terms: days of grace, and what is offered to those who leave.</summary>
internal sealed class ChangeSubscriptionTerms(AppDb db, Guard guard)
{
    public async Task RunAsync(int? graceDays, StayOffer? offer, int? percent, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        if (graceDays is not ({ } days and >= 1 and <= SubscriptionTerms.MostGraceDays))
            throw Refused.AtField("graceDays", "grace_out_of_range", "Choose 1 to {0} days.", SubscriptionTerms.MostGraceDays);
        if (offer is not { } chosen)
            throw Refused.AtField("offer", "offer_unknown", "Choose one of these.");
        if (percent is not ({ } off and >= 1 and <= 90))
            throw Refused.AtField("percent", "percent_out_of_range", "Choose 1 to {0} percent.", 90);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var terms = await db.Set<SubscriptionTerms>().SingleOrDefaultAsync(cancel);
        if (terms is null)
            db.Add(terms = SubscriptionTerms.Usual(db.CommunityId));
        terms.Change(days, chosen, off);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
