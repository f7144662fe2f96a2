using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;

namespace Guildhall.Payments.Invoices;

/// <summary>
/// Documents follow the money in their own lane, right after it: a settlement waits for no number, and a fault here keeps nobody from
/// what they paid for. One handler for both facts, so that an invoice comes before its credit note.
/// </summary>
internal sealed class IssueOnOrders(IssueDocuments issue, FollowRefunds fapiao) : IHandle<OrderPaid>, IHandle<OrderRefunded>
{
    public Task HandleAsync(OrderPaid happened, Envelope envelope, CancellationToken cancel) => issue.RunAsync(happened.OrderId, cancel);

    public async Task HandleAsync(OrderRefunded happened, Envelope envelope, CancellationToken cancel)
    {
        await issue.RunAsync(happened.OrderId, cancel);
        await fapiao.RunAsync(happened.OrderId, cancel);
    }
}

/// <summary>A dispute was lost: the order's documents shall say so.</summary>
public sealed record IssueAfterDispute(long CommunityId, long OrderId);

internal sealed class IssueAfterDisputes(AppDb db, IssueDocuments issue, FollowRefunds fapiao, CommunityScope community)
    : IWork<IssueAfterDispute>
{
    public async Task RunAsync(IssueAfterDispute payload, WorkContext context, CancellationToken cancel)
    {
        community.Enter(payload.CommunityId);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await issue.RunAsync(payload.OrderId, cancel);
        await fapiao.RunAsync(payload.OrderId, cancel);
        await transaction.CommitAsync(cancel);
    }
}
