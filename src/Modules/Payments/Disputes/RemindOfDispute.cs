using System.Globalization;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Disputes;

/// <summary>Work: tell operators before it is too late to answer a dispute.</summary>
internal sealed record RemindOfDispute(long DisputeId)
{
    public static WorkOrder Of(long id, DateTime due) => new(id.ToString(CultureInfo.InvariantCulture), new RemindOfDispute(id), due);
}

/// <summary>It finds out by itself whether a reminder is due, so it may run at any time and any number of times.</summary>
internal sealed class RemindOfDisputes(AppDb db, CommunityScope community, TimeProvider time) : IWork<RemindOfDispute>
{
    public async Task RunAsync(RemindOfDispute payload, WorkContext context, CancellationToken cancel)
    {
        community.Enter(context.CommunityId);
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var memberId = await db.Set<Dispute>().Where(d => d.Id == payload.DisputeId)
            .Join(db.Set<Order>(), d => d.OrderId, o => o.Id, (d, o) => o.MemberId).SingleAsync(cancel);
        await db.TakeCustomerTurnAsync(context.CommunityId, memberId, now, cancel);
        var dispute = await db.Set<Dispute>().SingleAsync(d => d.Id == payload.DisputeId, cancel);
        if (dispute.NextReminderAt <= now)
        {
            dispute.Remind(now);
            if (dispute.AnswerBy > now)
                db.Publish(() => new DisputeAnswerDue(dispute.CommunityId, memberId, dispute.OrderId, dispute.Id, dispute.AnswerBy.Value,
                    dispute.Amount, dispute.Currency));
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        context.RunAgainAt = dispute.NextReminderAt;
    }
}
