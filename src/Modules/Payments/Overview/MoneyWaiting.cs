using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Bank;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Reconciliation;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Overview;

/// <summary>Money that waits for somebody's decision.</summary>
internal sealed class MoneyWaiting(AppDb db, OrderList orders, Cases cases, TransferList transfers) : IWaiting
{
    public string Permission => Permissions.ReadMoney;

    public async Task<IReadOnlyList<WaitingWork>> ListAsync(CommunityInfo community, CancellationToken cancel = default)
    {
        const string Manage = "/c/{community}/manage/";
        var here = $"/c/{community.Slug}/manage/";
        var disputes = await db.Set<Dispute>().CountAsync(d => d.State == DisputeState.NeedsAnswer && d.AnsweredAt == null, cancel);
        WaitingWork[] all =
        [
            new("1 order needs your decision", "{0} orders need your decision", await orders.CountHeldAsync(cancel),
                Manage + "orders", here + "orders?state=held"),
            new("1 dispute needs a response", "{0} disputes need a response", disputes, Manage + "orders", here + "orders"),
            new("1 bank transfer needs to be returned", "{0} bank transfers need to be returned", await transfers.CountToReturnAsync(cancel),
                Manage + "transfers", here + "transfers"),
            new("1 call to a payment service keeps failing", "{0} calls to payment services keep failing",
                await RetryGivenUp.CountFailingAsync(db, cancel), Manage + "money", here + "money"),
            new("1 payment differs from the processor's list", "{0} payments differ from the processors' lists",
                await cases.CountOpenAsync(cancel), Manage + "reconciliation", here + "reconciliation"),
        ];
        return [.. all.Where(w => w.Count > 0)];
    }
}
