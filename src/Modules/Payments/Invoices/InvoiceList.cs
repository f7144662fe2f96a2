using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <param name="Text">A part of the number, of the order's code, or of the buyer's name, company or tax number, in any case.</param>
/// <param name="Start">UTC; <c>null</c> for no bound.</param>
/// <param name="End">UTC, exclusive.</param>
internal sealed record InvoiceFilter(InvoiceKind? Kind = null, string? Text = null, DateTime? Start = null, DateTime? End = null);

/// <summary>Documents, newest first, paged by key.</summary>
internal sealed class InvoiceList(AppDb db)
{
    public Task<Page<Invoice, long>> OfCommunityAsync(InvoiceFilter filter, long? before, int limit, CancellationToken cancel) =>
        PageAsync(Filtered(filter), before, limit, cancel);

    /// <summary>Of everything that the member bought on this site.</summary>
    public Task<Page<Invoice, long>> OfMemberAsync(long memberId, long? before, int limit, CancellationToken cancel) =>
        PageAsync(OfMember(memberId), before, limit, cancel);

    /// <exception cref="Refused">404: none of the member's own.</exception>
    public async Task<Invoice> OneOfMemberAsync(long memberId, long id, CancellationToken cancel) =>
        await OfMember(memberId).SingleOrDefaultAsync(i => i.Id == id, cancel) ?? throw Refused.NotFound();

    /// <exception cref="Refused">404.</exception>
    public async Task<Invoice> OneAsync(long id, CancellationToken cancel) =>
        await db.Set<Invoice>().AsNoTracking().Include(i => i.Lines).SingleOrDefaultAsync(i => i.Id == id, cancel)
        ?? throw Refused.NotFound();

    /// <summary>All documents of an order, in their order.</summary>
    public Task<List<Invoice>> OfOrderAsync(long communityId, long orderId, CancellationToken cancel) =>
        // The caller has found the order by its community or by its buyer.
        db.Set<Invoice>().IgnoreQueryFilters().AsNoTracking().Where(i => i.CommunityId == communityId && i.OrderId == orderId)
            .OrderBy(i => i.Id).ToListAsync(cancel);

    /// <summary>Oldest first, a piece of rows in memory at a time.</summary>
    public async IAsyncEnumerable<Invoice> AllAsync(InvoiceFilter filter)
    {
        const int Batch = 500;
        var after = 0L;
        while (true)
        {
            var rows = await Filtered(filter).Where(i => i.Id > after).OrderBy(i => i.Id).Take(Batch).ToListAsync();
            foreach (var row in rows)
                yield return row;
            if (rows.Count < Batch)
                yield break;
            after = rows[^1].Id;
        }
    }

    // A member's documents of all communities: theirs by member, not by community.
    private IQueryable<Invoice> OfMember(long memberId) =>
        db.Set<Invoice>().IgnoreQueryFilters().AsNoTracking().Include(i => i.Lines).Where(i => i.MemberId == memberId);

    private IQueryable<Invoice> Filtered(InvoiceFilter filter)
    {
        var invoices = db.Set<Invoice>().AsNoTracking();
        if (filter.Kind is { } kind)
            invoices = invoices.Where(i => i.Kind == kind);
        if (filter.Start is { } start)
            invoices = invoices.Where(i => i.IssuedAt >= start);
        if (filter.End is { } end)
            invoices = invoices.Where(i => i.IssuedAt < end);
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            var part = text.ToLowerInvariant();
            invoices = invoices.Where(i => i.Code.ToLower().Contains(part) || i.OrderCode.ToLower().Contains(part)
                || i.BuyerName.ToLower().Contains(part) || i.BuyerCompany.ToLower().Contains(part)
                || i.BuyerTaxNumber.ToLower().Contains(part));
        }
        return invoices;
    }

    private static Task<Page<Invoice, long>> PageAsync(IQueryable<Invoice> invoices, long? before, int limit, CancellationToken cancel)
    {
        if (before is { } key)
            invoices = invoices.Where(i => i.Id < key);
        return invoices.OrderByDescending(i => i.Id).PageAsync(Paging.Limit(limit), i => i.Id, cancel);
    }
}
