using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Shares;

/// <summary>One line of a statement.</summary>
/// <param name="Id">Of the entry in the ledger.</param>
/// <param name="Amount">Minor units; what was earned is positive, what was taken back or paid out is negative.</param>
/// <param name="Title">What was sold; <c>null</c> for a payout.</param>
/// <param name="Base">What the buyer paid for it, minor units.</param>
/// <param name="BasisPoints">The share of that.</param>
/// <param name="PayableFrom"><c>null</c> for what is no share.</param>
public sealed record StatementRow(
    long Id, long CommunityId, DateTime At, string DocumentKind, long DocumentId, string Purpose, long? OrderId, long Amount,
    string Currency, string? Title = null, long? Base = null, int? BasisPoints = null, DateTime? PayableFrom = null, string? Note = null,
    bool IsReversed = false);

/// <summary>
/// What was earned, taken back and paid out on one payable account, newest first: the ledger's entries with what stands behind them. Works
/// across communities, since an author's earnings are theirs wherever they were.
/// </summary>
internal sealed class ReadStatement(AppDb db)
{
    /// <param name="communityId"><c>null</c>: in every community.</param>
    public async Task<Page<StatementRow, long>> PageAsync(
        string account, long? communityId, long? before, int limit, CancellationToken cancel)
    {
        var entries = db.Set<Entry>().IgnoreQueryFilters().AsNoTracking().Where(e => e.Account == account);
        if (communityId is { } one)
            entries = entries.Where(e => e.CommunityId == one);
        if (before is { } key)
            entries = entries.Where(e => e.Id < key);
        var rows = entries.OrderByDescending(e => e.Id)
            .Join(db.Set<LedgerTransaction>().IgnoreQueryFilters(), e => e.TransactionId, t => t.Id, (e, t) => new StatementRow(
                e.Id, e.CommunityId, e.At, t.DocumentKind, t.DocumentId, t.Purpose, t.OrderId, -e.Amount, e.Currency, null, null, null,
                    null,
                null, false));
        var page = await rows.PageAsync(limit, r => r.Id, cancel);
        return new(await WithDetailsAsync(page.Items, cancel), page.Next);
    }

    private async Task<IReadOnlyList<StatementRow>> WithDetailsAsync(IReadOnlyList<StatementRow> rows, CancellationToken cancel)
    {
        var returnIds = Ids(rows, LedgerDocuments.ShareReturn);
        var returned = returnIds.Count == 0 ? [] : await db.Set<ShareReturn>().IgnoreQueryFilters().Where(r => returnIds.Contains(r.Id))
            .ToDictionaryAsync(r => r.Id, r => r.ShareId, cancel);
        var shareIds = Ids(rows, LedgerDocuments.Share).Concat(returned.Values).ToList();
        var sold = shareIds.Count == 0 ? [] : await (
            from share in db.Set<Share>().IgnoreQueryFilters()
            where shareIds.Contains(share.Id)
            join line in db.Set<OrderLine>().IgnoreQueryFilters() on share.LineId equals line.Id
            join rule in db.Set<ShareRule>().IgnoreQueryFilters() on share.RuleId equals rule.Id
            select new { share.Id, line.Description, share.Base, rule.BasisPoints, share.PayableFrom }).ToDictionaryAsync(s => s.Id,
                cancel);
        var payoutIds = Ids(rows, LedgerDocuments.Payout);
        var payouts = payoutIds.Count == 0 ? [] : await db.Set<Payout>().IgnoreQueryFilters().Where(p => payoutIds.Contains(p.Id))
            .Select(p => new { p.Id, p.Note, Reversed = db.Set<Reversal>().IgnoreQueryFilters()
                .Any(r => r.DocumentKind == LedgerDocuments.Payout && r.DocumentId == p.Id) }).ToDictionaryAsync(p => p.Id, cancel);
        return [.. rows.Select(row => row.DocumentKind switch
        {
            LedgerDocuments.Share when sold.TryGetValue(row.DocumentId, out var s) =>
                row with { Title = s.Description, Base = s.Base, BasisPoints = s.BasisPoints, PayableFrom = s.PayableFrom },
            LedgerDocuments.ShareReturn when sold.TryGetValue(returned.GetValueOrDefault(row.DocumentId), out var s) =>
                row with { Title = s.Description, Base = s.Base, BasisPoints = s.BasisPoints },
            LedgerDocuments.Payout when payouts.TryGetValue(row.DocumentId, out var p) =>
                row with { Note = p.Note, IsReversed = p.Reversed },
            _ => row,
        })];
    }

    private static List<long> Ids(IEnumerable<StatementRow> rows, string kind) =>
        [.. rows.Where(r => r.DocumentKind == kind).Select(r => r.DocumentId)];
}
