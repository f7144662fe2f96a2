using Guildhall.Kernel.Data;
using Guildhall.Memberships.Access;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Members;

/// <param name="Since">UTC.</param>
internal sealed record NewMember(long Id, string Name, string? Face, DateTime Since);

/// <summary>Who joined the community of the request in the last week: their first grant of a tier here lies in it.</summary>
internal sealed class NewMembers(AppDb db, TimeProvider time)
{
    public const int Days = 7;
    private const int Shown = 5;

    public async Task<(int Count, IReadOnlyList<NewMember> Newest)> ReadAsync(CancellationToken cancel)
    {
        var from = time.GetUtcNow().UtcDateTime.AddDays(-Days);
        var grants = db.Set<Grant>().AsNoTracking().Where(g => g.TierId != null && !db.Members.Any(m => m.Id == g.MemberId && m.IsBot));
        var joined = grants.Where(g => g.CreatedAt >= from && !grants.Any(e => e.MemberId == g.MemberId && e.CreatedAt < from))
            .GroupBy(g => g.MemberId).Select(g => new { MemberId = g.Key, Since = g.Min(x => x.CreatedAt) });
        var count = await joined.CountAsync(cancel);
        if (count == 0)
            return (0, []);
        var newest = await joined.OrderByDescending(j => j.Since).ThenByDescending(j => j.MemberId).Take(Shown).ToListAsync(cancel);
        var ids = newest.ConvertAll(n => n.MemberId);
        var people = await db.Members.AsNoTracking().Where(m => ids.Contains(m.Id))
            .Select(m => new { m.Id, m.Name, m.Face }).ToDictionaryAsync(m => m.Id, cancel);
        return (count, [.. newest.Select(n => new NewMember(n.MemberId, people[n.MemberId].Name, people[n.MemberId].Face, n.Since))]);
    }
}
