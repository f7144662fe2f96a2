using System.Globalization;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.RefundClaims;

/// <summary>
/// A member asks for the money of an own order back: within the terms it goes back at once where the operator has said so, else an
/// operator decides.
/// </summary>
internal sealed class AskForRefund(AppDb db, JudgeRefund judge, TimeProvider time)
{
    /// <summary>How it stands with an own order.</summary>
    /// <exception cref="Refused">404.</exception>
    public async Task<RefundStanding> StandingAsync(string code, long memberId, CancellationToken cancel) => await judge.RunAsync(
        await OrderFile.ReadAsync(db, await IdOfAsync(code, memberId, cancel), cancel), time.GetUtcNow().UtcDateTime, cancel);

    /// <exception cref="Refused">404; 409 refund_not_offered, refund_asked; 422 at the words.</exception>
    public async Task<RefundClaim> RunAsync(string code, string? words, long memberId, CancellationToken cancel)
    {
        var said = (words ?? "").Trim();
        if (said.Length > RefundClaim.MaxWords)
            throw Refused.AtField("words", "too_long", "At most {0} characters.", RefundClaim.MaxWords);
        var (id, now) = (await IdOfAsync(code, memberId, cancel), time.GetUtcNow().UtcDateTime);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.TakeCustomerTurnAsync(db.CommunityId, memberId, now, cancel);
        var file = await OrderFile.LoadAsync(db, id, cancel);
        var standing = await judge.RunAsync(file, now, cancel);
        if (standing.Claim is not null)
            throw new Refused("refund_asked", 409, "You have already requested a refund for this order.");
        if (!standing.CanAsk)
            throw new Refused("refund_not_offered", 409, "This order can't be refunded here.");

        var claim = RefundClaim.Ask(file.Order, said, standing.Fits, standing.IsAtOnce, now);
        db.Add(claim);
        await db.SaveChangesAsync(cancel);
        if (claim.Accepted)
            db.Enqueue(() => PayClaim.Of(claim));
        else
            db.Publish(() => new RefundClaimed(claim.CommunityId, claim.MemberId, claim.OrderId, claim.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return claim;
    }

    private async Task<long> IdOfAsync(string code, long memberId, CancellationToken cancel) => await db.Set<Order>()
        .Where(o => o.Code == code && o.MemberId == memberId).Select(o => (long?)o.Id).SingleOrDefaultAsync(cancel)
        ?? throw Refused.NotFound();
}

/// <summary>Work: give back what was claimed.</summary>
internal sealed record PayClaim(long ClaimId)
{
    public static WorkOrder Of(RefundClaim claim) => new(claim.Id.ToString(CultureInfo.InvariantCulture), new PayClaim(claim.Id));
}

/// <summary>In work of its own, so that no claim is accepted and then forgotten.</summary>
internal sealed class PayClaims(AppDb db, GiveBack give, CommunityScope community) : IWork<PayClaim>
{
    public async Task RunAsync(PayClaim payload, WorkContext context, CancellationToken cancel)
    {
        community.Enter(context.CommunityId);
        var claim = await db.Set<RefundClaim>().AsNoTracking().SingleAsync(c => c.Id == payload.ClaimId, cancel);
        if (!claim.Accepted)
            return;
        var reason = claim.Words.Length > 0 ? claim.Words : Refund.ClaimReason;
        try
        {
            await give.RunAsync(claim.OrderId, new RefundWish(null, null, reason, EndsAccess: true, claim.RefundKey),
                claim.DecidedById ?? claim.MemberId, cancel);
        }
        catch (Refused nothing) when (nothing.Code == "refunded_already")
        {
            // Somebody gave it back by hand meanwhile.
        }
        catch (Refused refused)
        {
            throw new WorkFailure(refused.Code, final: true);
        }
    }
}
