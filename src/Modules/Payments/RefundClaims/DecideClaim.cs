using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.RefundClaims;

/// <summary>An operator says yes or no to a member who asks for money back.</summary>
internal sealed class DecideClaim(AppDb db, Guard guard, TimeProvider time)
{
    /// <param name="answer">Why not; the member reads it. Not asked for with a yes.</param>
    /// <exception cref="Refused">404; 409 claim_decided; 422 a no without a reason.</exception>
    public async Task RunAsync(long claimId, bool accept, string? answer, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.Refund, cancel);
        var why = (answer ?? "").Trim();
        if (!accept && why.Length is 0 or > RefundClaim.MaxWords)
            throw Refused.AtField("answer", "answer_missing", "Give a reason, 1 to {0} characters: the member sees it.", RefundClaim.MaxWords);
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var memberId = await db.Set<RefundClaim>().Where(c => c.Id == claimId).Select(c => (long?)c.MemberId).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        await db.TakeCustomerTurnAsync(db.CommunityId, memberId, now, cancel);
        db.ChangeTracker.Clear();
        var claim = await db.Set<RefundClaim>().SingleAsync(c => c.Id == claimId, cancel);
        if (claim.DecidedAt is not null)
        {
            // A second click on the same button is answered like the first.
            if (claim.Accepted == accept)
                return;
            throw new Refused("claim_decided", 409, "A colleague has already decided this.");
        }
        if (accept)
            Accept(claim, by, now);
        else
            await DeclineAsync(claim, why, by, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private void Accept(RefundClaim claim, long by, DateTime now)
    {
        claim.Accept(by, now);
        db.Enqueue(() => PayClaim.Of(claim));
    }

    private async Task DeclineAsync(RefundClaim claim, string why, long by, DateTime now, CancellationToken cancel)
    {
        claim.Decline(why, by, now);
        var code = await db.Set<Order>().Where(o => o.Id == claim.OrderId).Select(o => o.Code).SingleAsync(cancel);
        db.Publish(() => new RefundDeclined(claim.CommunityId, by, claim.MemberId, claim.OrderId, claim.Id, code, why));
    }
}
