using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <param name="Offered">Whether one can be asked for now.</param>
/// <param name="Request">The newest; <c>null</c> where none was made.</param>
internal sealed record FapiaoStanding(Order Order, bool Offered, FapiaoRequest? Request);

/// <summary>A member asks for the 发票 of an order of theirs.</summary>
internal sealed class AskFapiao(AppDb db, CommunityScope scope, ReadSeller sellers, IssueDocuments documents, TimeProvider time)
{
    private const string Currency = "CNY";

    /// <exception cref="Refused">404: not the member's order.</exception>
    public async Task<FapiaoStanding> FindAsync(long memberId, string code, CancellationToken cancel)
    {
        // The member's own order, in whichever community it was placed.
        var order = await db.Set<Order>().IgnoreQueryFilters().AsNoTracking().Include(o => o.Lines)
            .SingleOrDefaultAsync(o => o.Code == code && o.MemberId == memberId, cancel) ?? throw Refused.NotFound();
        if (scope.Id != order.CommunityId)
            scope.Enter(order.CommunityId);
        var request = await db.Set<FapiaoRequest>().AsNoTracking().Where(r => r.OrderId == order.Id).OrderByDescending(r => r.Id)
            .FirstOrDefaultAsync(cancel);
        var offered = order is { PaidAt: not null, RefundedAt: null, Total: > 0, Currency: Currency }
            && request is null or { RefusedAt: not null } && (await sellers.OfAsync(order.CommunityId, cancel)).OffersFapiao;
        return new FapiaoStanding(order, offered, request);
    }

    /// <exception cref="Refused">404; 409 fapiao_not_offered, fapiao_requested; 422 at the field.</exception>
    public async Task<FapiaoRequest> RunAsync(long memberId, string code, FapiaoWish wish, CancellationToken cancel)
    {
        var clean = wish.Check();
        var (order, _, _) = await FindAsync(memberId, code, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Orders from before there were invoices get theirs now: what is left of the price is read from the documents.
        var invoice = order.PaidAt is null ? null : await documents.RunAsync(order.Id, cancel);
        var (_, offered, request) = await FindAsync(memberId, code, cancel);
        if (request is { RefusedAt: null })
            throw new Refused("fapiao_requested", 409, "A fapiao was already requested for this order.");
        var left = await FollowRefunds.LeftAsync(db, order.Id, cancel);
        if (!offered || invoice is not { Currency: Currency } || left <= 0)
            throw new Refused("fapiao_not_offered", 409, "No fapiao for this order: it must be paid in CNY, and the seller must offer one.");
        var made = FapiaoRequest.Ask(order, clean, left, invoice.Currency, time.GetUtcNow().UtcDateTime);
        db.Add(made);
        db.Publish(() => new FapiaoRequested(made.CommunityId, memberId, made.Id, order.Id, order.Code));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return made;
    }
}
