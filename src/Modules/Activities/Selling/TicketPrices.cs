using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Selling;

/// <summary>What tickets cost.</summary>
internal sealed class TicketPrices(AppDb db, CommunityScope scope)
{
    /// <summary>The community's own currency.</summary>
    public string Usual => scope.Required.Currency;

    /// <summary>The prices of today, one a currency, by its code; empty where no tickets are sold, or no longer.</summary>
    public async Task<List<TicketPrice>> TodayAsync(long sessionId, CancellationToken cancel = default) =>
        [.. (await TodayAsync([sessionId], cancel))[sessionId]];

    /// <summary>The same of several sessions, in one query.</summary>
    public async Task<ILookup<long, TicketPrice>> TodayAsync(IReadOnlyCollection<long> sessions, CancellationToken cancel) =>
        sessions.Count == 0 ? Enumerable.Empty<TicketPrice>().ToLookup(p => p.SessionId)
        : (await db.Set<TicketPrice>().AsNoTracking()
            .Where(p => sessions.Contains(p.SessionId) && p.Amount != null
                && !db.Set<TicketPrice>().Any(l => l.SessionId == p.SessionId && l.Currency == p.Currency && l.Id > p.Id))
            .OrderBy(p => p.Currency).ToListAsync(cancel)).ToLookup(p => p.SessionId);

    /// <summary>The one to show: in the currency that was chosen, else in the usual one, else in any.</summary>
    public static TicketPrice? Pick(IEnumerable<TicketPrice> sold, string? chosen, string usual)
    {
        var all = sold.ToList();
        return all.Find(p => p.Currency == chosen) ?? all.Find(p => p.Currency == usual) ?? all.FirstOrDefault();
    }
}
