using Guildhall.Kernel.Data;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Incomes;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.Shares;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Ledger;

/// <summary>What a transaction may be booked for, and where these documents lie: the audit asks them across communities.</summary>
internal static class LedgerDocuments
{
    public const string Payment = "payment", Refund = "refund", Cost = "cost", Reversal = "reversal", Share = "share",
        ShareReturn = "share_return", Payout = "payout", Dispute = "dispute", Income = "income";

    public static readonly IReadOnlyDictionary<string, Func<AppDb, IQueryable<LedgerDocument>>> All =
        new Dictionary<string, Func<AppDb, IQueryable<LedgerDocument>>>
        {
            [Payment] = db => db.Set<Payment>().IgnoreQueryFilters()
                .Select(d => new LedgerDocument { Id = d.Id, CommunityId = d.CommunityId, OrderId = d.OrderId }),
            [Refund] = db => db.Set<Refund>().IgnoreQueryFilters()
                .Select(d => new LedgerDocument { Id = d.Id, CommunityId = d.CommunityId, OrderId = d.OrderId }),
            [Dispute] = db => db.Set<Dispute>().IgnoreQueryFilters()
                .Select(d => new LedgerDocument { Id = d.Id, CommunityId = d.CommunityId, OrderId = d.OrderId }),
            [Share] = db => db.Set<Share>().IgnoreQueryFilters()
                .Select(d => new LedgerDocument { Id = d.Id, CommunityId = d.CommunityId, OrderId = d.OrderId }),
            [ShareReturn] = db => db.Set<ShareReturn>().IgnoreQueryFilters()
                .Select(d => new LedgerDocument { Id = d.Id, CommunityId = d.CommunityId, OrderId = d.OrderId }),
            [Cost] = db => db.Set<Cost>().IgnoreQueryFilters()
                .Select(d => new LedgerDocument { Id = d.Id, CommunityId = d.CommunityId, OrderId = null }),
            [Income] = db => db.Set<Income>().IgnoreQueryFilters()
                .Select(d => new LedgerDocument { Id = d.Id, CommunityId = d.CommunityId, OrderId = null }),
            [Payout] = db => db.Set<Payout>().IgnoreQueryFilters()
                .Select(d => new LedgerDocument { Id = d.Id, CommunityId = d.CommunityId, OrderId = null }),
            [Reversal] = db => db.Set<Reversal>().IgnoreQueryFilters()
                .Select(d => new LedgerDocument { Id = d.Id, CommunityId = d.CommunityId, OrderId = null }),
        };
}

/// <summary>A document as the audit compares it with its transactions.</summary>
internal sealed class LedgerDocument
{
    public long Id { get; init; }
    public long CommunityId { get; init; }
    public long? OrderId { get; init; }
}
