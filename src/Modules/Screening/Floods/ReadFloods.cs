using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Floods;

/// <summary>A flood that lasts.</summary>
internal sealed record RunningFlood(long Id, DateTime JoinsFrom, DateTime Until);

/// <param name="EndedBy">Null where it ended by itself.</param>
public sealed record FloodRow(long Id, DateTime BeganAt, DateTime Until, int Joins, int Networks, DateTime? EndedAt, string? EndedBy);

/// <summary>Floods of the community at hand.</summary>
internal sealed class ReadFloods(AppDb db, TimeProvider time)
{
    public Task<RunningFlood?> RunningAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return db.Set<JoinFlood>().AsNoTracking().Where(f => f.EndedAt == null && f.Until > now).OrderByDescending(f => f.Id)
            .Select(f => new RunningFlood(f.Id, f.JoinsFrom, f.Until)).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Whether a member joined in it.</summary>
    public Task<bool> JoinedInAsync(RunningFlood flood, long memberId, CancellationToken cancel) =>
        db.Set<Join>().AnyAsync(j => j.MemberId == memberId && j.At >= flood.JoinsFrom, cancel);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<FloodRow>> LatestAsync(int count, CancellationToken cancel) =>
        await db.Set<JoinFlood>().AsNoTracking().OrderByDescending(f => f.Id).Take(count).Select(f => new FloodRow(
            f.Id, f.BeganAt, f.Until, f.Joins, f.Networks, f.EndedAt, db.Members.Where(m => m.Id == f.EndedBy).Select(m => m.Name)
                .FirstOrDefault()))
            .ToListAsync(cancel);

    /// <summary>How many joined for nothing in the last minutes.</summary>
    public Task<int> JoinsAsync(int minutes, CancellationToken cancel)
    {
        var since = time.GetUtcNow().UtcDateTime.AddMinutes(-minutes);
        return db.Set<Join>().CountAsync(j => j.At > since, cancel);
    }
}
