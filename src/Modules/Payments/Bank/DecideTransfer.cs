using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Bank;

/// <summary>
/// An operator says what they saw on the bank account, or what they did there. What follows for the order follows at once.
/// </summary>
internal sealed partial class DecideTransfer(
    AppDb db, Guard guard, IServiceScopeFactory scopes, TimeProvider time, ILogger<DecideTransfer> log)
{
    /// <param name="amount">Minor units that arrived, be they what was awaited or not.</param>
    /// <param name="on">The day on which the bank booked it.</param>
    /// <exception cref="Refused">404; 409 something else was confirmed; 422 an amount or a day that cannot be.</exception>
    public Task ArrivedAsync(long transferId, long amount, DateOnly on, long by, CancellationToken cancel)
    {
        if (amount is <= 0 or > Money.MaxMinor)
            throw Refused.AtField("amount", "amount_out_of_range",
                amount <= 0 ? "Enter an amount above zero." : "That is more than can be entered.");
        var now = time.GetUtcNow().UtcDateTime;
        // It is tomorrow already somewhere.
        if (on > DateOnly.FromDateTime(now.AddHours(14)) || on < DateOnly.FromDateTime(now.AddYears(-1)))
            throw Refused.AtField("arrivedOn", "day_out_of_range", "That day is in the future, or too long ago.");
        return ChangeAsync(transferId, transfer => transfer.Confirm(amount, on, by, now), cancel);
    }

    /// <summary>Nobody waits for it any longer.</summary>
    /// <exception cref="Refused">404; 409 it has arrived.</exception>
    public Task CloseAsync(long transferId, long by, CancellationToken cancel) =>
        ChangeAsync(transferId, transfer => transfer.Close(by, time.GetUtcNow().UtcDateTime), cancel);

    /// <param name="sent">Whether the money has gone back; <c>false</c>: it will not.</param>
    /// <exception cref="Refused">404; 409 the other was said before.</exception>
    public Task ReturnAsync(long transferId, long returnId, bool sent, long by, CancellationToken cancel) => ChangeAsync(
        transferId,
        transfer => (transfer.Returns.SingleOrDefault(r => r.Id == returnId) ?? throw Refused.NotFound())
            .Decide(sent, by, time.GetUtcNow().UtcDateTime),
        cancel);

    private async Task ChangeAsync(long transferId, Action<BankTransfer> change, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.Refund, cancel);
        var reference = await StoreAsync(transferId, change, cancel);
        try
        {
            // In a scope of its own: what this one has loaded is older than what is about to be booked.
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SettleCheckout>().RunAsync(BankProcessor.Key, reference, [], cancel);
        }
        catch (ProcessorFailure failure)
        {
            // What was said stands; the next look at the checkout settles it.
            NotSettled(transferId, failure.Code);
        }
    }

    private async Task<string> StoreAsync(long transferId, Action<BankTransfer> change, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        // An update that changes nothing waits for whoever has the row: two operators press at once.
        await db.Set<BankTransfer>().Where(t => t.Id == transferId)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.Amount, x => x.Amount), cancel);
        var transfer = await db.Set<BankTransfer>().Include(t => t.Returns).SingleOrDefaultAsync(t => t.Id == transferId, cancel)
            ?? throw Refused.NotFound();
        change(transfer);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return transfer.RequestId;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bank transfer {TransferId} could not be settled at once: {Failure}")]
    private partial void NotSettled(long transferId, string failure);
}
