using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Forgetting;

/// <summary>
/// Books stay: orders, entries and invoices, with the name that an invoice was issued to. What helps to reach somebody goes. Nobody goes
/// whom a processor would go on charging. It looks across communities.
/// </summary>
internal sealed class ForgetBuyer(AppDb db, ICommunities communities) : IForget
{
    public async Task<IReadOnlyList<LeavingNote>> NotesAsync(long memberId, CancellationToken cancel = default)
    {
        var running = await db.Set<Subscription>().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.MemberId == memberId && s.Processor != null && s.EndedAt == null && s.CancelledAt == null)
            .Select(s => new { s.CommunityId, s.Title }).ToListAsync(cancel);
        var notes = new List<LeavingNote>();
        foreach (var one in running)
            notes.Add(new LeavingNote("“{0}” in {1} renews and is charged again. Cancel it first.",
                [one.Title, (await communities.FindAsync(one.CommunityId, cancel))?.Name ?? ""], Forbids: true));
        return notes;
    }

    public async Task ForgetAsync(ForgottenMember member, CancellationToken cancel = default)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<OrderClaim>().IgnoreQueryFilters()
            .Where(c => c.ClaimedBy == member.Id || (member.Email != "" && c.Email == member.Email))
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Email, (string?)null).SetProperty(x => x.Name, ""), cancel);
        await db.Set<FapiaoRequest>().IgnoreQueryFilters().Where(r => r.MemberId == member.Id)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Email, ""), cancel);
        await transaction.CommitAsync(cancel);
    }
}
