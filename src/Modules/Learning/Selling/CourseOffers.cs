using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Selling;

/// <summary>The prices of single courses.</summary>
internal sealed class CourseOffers(AppDb db)
{
    /// <summary>The prices of today, one a currency, by its code; empty where the course is not sold by itself, or no longer.</summary>
    public Task<List<CourseOffer>> TodayAsync(long courseId, CancellationToken cancel = default) => db.Set<CourseOffer>().AsNoTracking()
        .Where(o => o.CourseId == courseId && o.Amount != null
            && !db.Set<CourseOffer>().Any(l => l.CourseId == courseId && l.Currency == o.Currency && l.Id > o.Id))
        .OrderBy(o => o.Currency).ToListAsync(cancel);

    /// <summary>The same of several courses, in one query.</summary>
    public async Task<ILookup<long, CourseOffer>> TodayAsync(IReadOnlyCollection<long> courses, CancellationToken cancel) =>
        (await db.Set<CourseOffer>().AsNoTracking()
            .Where(o => courses.Contains(o.CourseId) && o.Amount != null
                && !db.Set<CourseOffer>().Any(l => l.CourseId == o.CourseId && l.Currency == o.Currency && l.Id > o.Id))
            .OrderBy(o => o.Currency).ToListAsync(cancel)).ToLookup(o => o.CourseId);

    /// <summary>The one to show: in the currency that was chosen, else in the usual one, else in any.</summary>
    public static CourseOffer? Pick(IEnumerable<CourseOffer> sold, string? chosen, string usual)
    {
        var all = sold.ToList();
        return all.Find(o => o.Currency == chosen) ?? all.Find(o => o.Currency == usual) ?? all.FirstOrDefault();
    }

    /// <summary>All prices that it has had, newest first.</summary>
    public Task<List<CourseOffer>> HistoryAsync(long courseId, CancellationToken cancel) =>
        db.Set<CourseOffer>().AsNoTracking().Where(o => o.CourseId == courseId).OrderByDescending(o => o.Id).Take(50).ToListAsync(cancel);
}
