using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.RefundClaims;

/// <summary>Who asks for money back, for operators.</summary>
internal sealed class ClaimList(AppDb db)
{
    /// <param name="open">Those that wait, else those that are decided; newest first.</param>
    public Task<Page<ClaimRow, long>> PageAsync(bool open, long? before, int limit, CancellationToken cancel)
    {
        var claims = db.Set<RefundClaim>().AsNoTracking().Where(c => open == (c.DecidedAt == null));
        if (before is { } key)
            claims = claims.Where(c => c.Id < key);
        return Rows(claims).OrderByDescending(r => r.Id).PageAsync(Paging.Limit(limit), r => r.Id, cancel);
    }

    /// <exception cref="Refused">404.</exception>
    public async Task<ClaimRow> FindAsync(long id, CancellationToken cancel) =>
        await Rows(db.Set<RefundClaim>().AsNoTracking().Where(c => c.Id == id)).SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();

    private IQueryable<ClaimRow> Rows(IQueryable<RefundClaim> claims) => claims.Join(db.Set<Order>(), c => c.OrderId, o => o.Id,
        (c, o) => new ClaimRow
        {
            Id = c.Id, OrderId = o.Id, Order = o.Code, MemberId = c.MemberId, Total = o.Total, Currency = o.Currency, Words = c.Words,
            Fits = c.Fits, AtOnce = c.AtOnce, AskedAt = c.AskedAt, DecidedAt = c.DecidedAt, Accepted = c.Accepted, Answer = c.Answer,
            IsOpen = o.PaidAt != null && o.RefundedAt == null,
        });

    public Task<int> CountOpenAsync(CancellationToken cancel) => db.Set<RefundClaim>().CountAsync(c => c.DecidedAt == null, cancel);
}

public sealed class ClaimRow
{
    public long Id { get; init; }
    public long OrderId { get; init; }

    /// <summary>The order's code.</summary>
    public string Order { get; init; } = "";

    public long MemberId { get; init; }

    /// <summary>The order's price, minor units of <see cref="Currency"/>.</summary>
    public long Total { get; init; }

    public string Currency { get; init; } = "";
    public string Words { get; init; } = "";

    /// <summary>It was within the terms when it was asked.</summary>
    public bool Fits { get; init; }

    /// <summary>No operator was asked.</summary>
    public bool AtOnce { get; init; }

    public DateTime AskedAt { get; init; }
    public DateTime? DecidedAt { get; init; }
    public bool Accepted { get; init; }
    public string Answer { get; init; } = "";

    /// <summary>Something of the order can still go back.</summary>
    public bool IsOpen { get; init; }
}
