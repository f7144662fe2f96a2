using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Reconciliation;

/// <summary>
/// The cases of a community; owners of the installation also have those that belong to none of our orders. Works across communities for
/// them alone.
/// </summary>
internal sealed class Cases(AppDb db, CommunityScope community, CurrentMember current)
{
    public IQueryable<ReconciliationCase> Mine
    {
        get
        {
            var (here, orphansToo) = (community.Required.Id, current.IsOwner);
            return db.Set<ReconciliationCase>().IgnoreQueryFilters()
                .Where(c => c.CommunityId == here || (orphansToo && c.CommunityId == 0));
        }
    }

    public async Task<Page<CaseRow, long>> PageAsync(CaseState? state, long? before, int limit, CancellationToken cancel)
    {
        var cases = Mine.AsNoTracking();
        if (state is { } wanted)
            cases = cases.Where(c => c.State == wanted);
        if (before is { } key)
            cases = cases.Where(c => c.Id < key);
        return (await cases.OrderByDescending(c => c.Id).PageAsync(Paging.Limit(limit), c => c.Id, cancel)).Select(CaseRow.Of);
    }

    public Task<int> CountOpenAsync(CancellationToken cancel) => Mine.CountAsync(c => c.State == CaseState.Open, cancel);

    /// <exception cref="Refused">404.</exception>
    public async Task<ReconciliationCase> FindAsync(long id, CancellationToken cancel) =>
        await Mine.SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw Refused.NotFound();
}

/// <summary>Somebody says that a case is done, or that it stays as it is, and why.</summary>
internal sealed class DecideCase(AppDb db, Guard guard, Cases cases, TimeProvider time)
{
    /// <exception cref="Refused">404; 409: decided already; 422: no reason.</exception>
    public async Task RunAsync(long id, CaseState state, string? reason, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        var one = await cases.FindAsync(id, cancel);
        one.Decide(state, reason, by, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>
/// Reads the checkouts of a case's order again, or the subscription that it was charged for; what is new on the processor's side is booked
/// as ever.
/// </summary>
internal sealed class RepairCase(AppDb db, Guard guard, Cases cases, IServiceScopeFactory scopes, TimeProvider time)
{
    public const string Healed = "The checkout was read again.";

    /// <returns>Whether both sides agree now.</returns>
    /// <exception cref="Refused">404; 409: not to be healed so, decided already, or the processor does not answer.</exception>
    public async Task<bool> RunAsync(long id, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(BookPermissions.Keep, cancel);
        var one = await cases.FindAsync(id, cancel);
        if (one.State != CaseState.Open)
            throw new Refused("case_decided", 409, "This case is already resolved.");
        if (one.Repair != CaseRepair.ReadAgain)
            throw new Refused("not_repairable", 409, "Reading it again can't resolve this case.");
        // The order's community is the case's: named here for owners, who may stand in another.
        var checkouts = await db.Set<Checkout>().IgnoreQueryFilters()
            .Where(c => c.CommunityId == one.CommunityId && c.OrderId == one.OrderId && c.Processor == one.Processor)
            .Select(c => new { c.Reference, c.SubscriptionReference }).ToListAsync(cancel);
        foreach (var page in checkouts.Select(c => c.Reference).OfType<string>())
            await ReadAsync(settle => settle.GetRequiredService<SettleCheckout>().RunAsync(one.Processor, page, [], cancel));
        foreach (var charged in checkouts.Select(c => c.SubscriptionReference).OfType<string>().Distinct())
            await ReadAsync(settle => settle.GetRequiredService<SettleSubscription>().RunAsync(one.Processor, charged, [], cancel));

        var payment = await db.Set<Payment>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(p => p.CommunityId == one.CommunityId && p.Processor == one.Processor && p.Reference == one.Reference,
                cancel);
        if (payment is null || one.Theirs is not { } theirs)
            return false;
        var refunded = await db.Set<Refund>().IgnoreQueryFilters()
            .Where(r => r.CommunityId == one.CommunityId && r.PaymentId == payment.Id && r.SucceededAt != null).SumAsync(r => r.Amount,
                cancel);
        var disputed = await db.Set<Dispute>().IgnoreQueryFilters()
            .AnyAsync(d => d.CommunityId == one.CommunityId && d.PaymentId == payment.Id, cancel);
        if (new CaseSide(payment.Amount, payment.Currency, payment.Fee, refunded, disputed && theirs.Disputed) != theirs)
            return false;
        one.Decide(CaseState.Done, Healed, by, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>In a scope of its own, since it enters the order's community.</summary>
    private async Task ReadAsync(Func<IServiceProvider, Task> read)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await read(scope.ServiceProvider);
        }
        catch (ProcessorFailure failure)
        {
            throw new Refused("processor_failed", 409, "The processor did not answer: {0}. Try again later.", failure.Code);
        }
    }
}
