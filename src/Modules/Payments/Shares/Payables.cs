using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Shares;

/// <summary>How it stands with one whom the community owes.</summary>
/// <param name="Owed">Minor units; below zero when they owe us, after a refund of what was paid out.</param>
/// <param name="Payable">Of that, what may be paid out now.</param>
internal sealed record Payable(string Account, string Currency, long Owed, long Due)
{
    public long? MemberId => Accounts.MemberOf(Account);

    /// <summary>Still within the days in which refunds come.</summary>
    public long Waiting => Owed - Due;
}

/// <summary>What is owed to authors, partners and suppliers, from the ledger.</summary>
internal sealed class Payables(AppDb db, TimeProvider time)
{
    /// <param name="account"><c>null</c> for all.</param>
    public Task<IReadOnlyList<Payable>> ListAsync(string? account, CancellationToken cancel) =>
        ListAsync(db.Set<Entry>().AsNoTracking(), db.Set<Share>().AsNoTracking(), db.Set<ShareReturn>(), account, cancel);

    /// <summary>The member's own, in one community after the other.</summary>
    public async Task<IReadOnlyList<(long CommunityId, Payable Payable)>> OfMemberAsync(long memberId, CancellationToken cancel)
    {
        var account = Accounts.Member(memberId);
        // What a member earned is theirs to see wherever it was.
        var entries = db.Set<Entry>().IgnoreQueryFilters().AsNoTracking().Where(e => e.Account == account);
        var owed = await entries.GroupBy(e => new { e.CommunityId, e.Currency })
            .Select(g => new { g.Key.CommunityId, g.Key.Currency, Owed = -g.Sum(e => e.Amount) }).ToListAsync(cancel);
        var all = new List<(long, Payable)>();
        foreach (var community in owed.Select(o => o.CommunityId).Distinct())
        {
            var own = await ListAsync(
                // Named here, since the page is of no community.
                entries.Where(e => e.CommunityId == community),
                db.Set<Share>().IgnoreQueryFilters().AsNoTracking().Where(s => s.CommunityId == community && s.MemberId == memberId),
                db.Set<ShareReturn>().IgnoreQueryFilters().Where(r => r.CommunityId == community), account, cancel);
            all.AddRange(own.Select(p => (community, p)));
        }
        return all;
    }

    private async Task<IReadOnlyList<Payable>> ListAsync(
        IQueryable<Entry> entries, IQueryable<Share> shares, IQueryable<ShareReturn> returns, string? account, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        entries = account is null ? entries.Under(db, Accounts.AnyPayable) : entries.Where(e => e.Account == account);
        var waiting = shares.Where(s => s.PayableFrom > now);
        if (account is not null && Accounts.MemberOf(account) is { } memberId)
            waiting = waiting.Where(s => s.MemberId == memberId);
        var owed = await entries.GroupBy(e => new { e.Account, e.Currency })
            .OrderBy(g => g.Key.Account).ThenBy(g => g.Key.Currency)
            .Select(g => new { g.Key.Account, g.Key.Currency, Owed = -g.Sum(e => e.Amount) }).ToListAsync(cancel);
        var locked = (await waiting
            .Select(s => new { s.MemberId, s.Currency, Left = s.Amount - returns.Where(r => r.ShareId == s.Id).Sum(r => r.Amount) })
            .GroupBy(s => new { s.MemberId, s.Currency })
            .Select(g => new { g.Key.MemberId, g.Key.Currency, Left = g.Sum(s => s.Left) }).ToListAsync(cancel))
            .ToDictionary(w => (Accounts.Member(w.MemberId), w.Currency), w => w.Left);
        return [.. owed.Select(o => new Payable(o.Account, o.Currency, o.Owed,
            o.Owed - locked.GetValueOrDefault((o.Account, o.Currency))))];
    }
}
