using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.RefundClaims;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Settlement;

/// <summary>
/// Work that the queue gave up after its tries, and that nobody asks for again by itself: left alone, a member would be charged for what
/// has ended, or wait for money that was promised. Once a day it is tried anew.
/// </summary>
internal sealed class RetryGivenUp(OperateWork work) : IRecurringJob
{
    public static readonly IReadOnlyList<string> Kinds = [.. new[]
    {
        typeof(EndAtProcessor), typeof(TellProcessor), typeof(CloseOrderCheckouts), typeof(PayClaim),
    }.Select(QualifiedName.Of)];

    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var kind in Kinds)
            await work.RetryDeadAsync(kind, cancel);
    }

    /// <summary>How many calls of a community keep failing: given up, or tried again after that.</summary>
    public static Task<int> CountFailingAsync(AppDb db, CancellationToken cancel)
    {
        var here = db.CommunityId;
        return db.Set<WorkItem>().CountAsync(w => w.CommunityId == here && w.Error != "" && Kinds.Contains(w.Kind), cancel);
    }
}
