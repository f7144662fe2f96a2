using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Insights;

/// <summary>
/// Reckons the figures from the three ledgers. Nothing is kept, so nothing can drift; every query is bounded in time or by its limit.
/// </summary>
internal sealed class ReadFigures(AppDb db, IMemberships memberships, IMoneyLedger money, IThings things, TimeProvider time)
{
    private const int MostArticles = 10;
    private const string Member = "member", Sales = "revenue:", Refunds = "refunds:", Fees = "fees:";
    private static readonly string Read = Activity.KindOf(typeof(ArticleRead)), Granted = Activity.KindOf(typeof(MembershipGranted));

    public async Task<Figures> RunAsync(CommunityInfo community, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var clock = LocalTime.Of(community.TimeZone);
        var firstDay = clock.DayOf(now).AddDays(1 - Figures.Days);
        var from = clock.StartOf(firstDay);

        var holders = await memberships.HoldersAsync(community.Id, now, cancel);
        var members = holders.Sum(h => h.Members);
        var readings = db.Activities.AsNoTracking()
            .Where(a => a.CommunityId == community.Id && a.Kind == Read && a.At >= from && a.At <= now);
        var current = memberships.MembersAt(community.Id, now);
        var ofMembers = readings.Where(a => a.ActorId != null && current.Contains(a.ActorId.Value));
        var byMembers = await ofMembers.CountAsync(cancel);
        var active = await ofMembers.Select(a => a.ActorId).Distinct().CountAsync(cancel);

        return new Figures(
            now,
            await db.Members.CountAsync(m => !m.IsBot, cancel),
            members,
            holders.Where(h => !h.IsFree).Sum(h => h.Members),
            [.. holders.Select(h => new TierFigure(h.TierId, h.Name, h.Members))],
            await IncomeAsync(community.Id, clock.MonthsUntil(now, Figures.Months), cancel),
            await JoinedAsync(community.Id, firstDay, clock, now, cancel),
            byMembers,
            members == 0 ? null : decimal.Divide(byMembers, members),
            active,
            members == 0 ? null : decimal.Divide(active, members),
            await MostReadAsync(community.Id, readings, cancel));
    }

    private async Task<IReadOnlyList<MonthOfIncome>> IncomeAsync(long communityId, IReadOnlyList<Month> months, CancellationToken cancel)
    {
        var sums = await money.SumsAsync(communityId, [Sales, Refunds, Fees], [.. months.Select(m => (m.From, m.To))], cancel);
        return [.. months.Select((month, index) => new MonthOfIncome(
            month.First, [.. sums.Where(s => s.Period == index).GroupBy(s => s.Currency).OrderBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => IncomeOf(c.Key, c))]))];
    }

    private static Income IncomeOf(string currency, IEnumerable<MoneySum> sums)
    {
        var by = sums.ToDictionary(s => s.Account, s => s.Amount);
        // The ledger's sign: what was earned is negative, what was given back or spent is positive.
        var (sold, back, kept) = (-by.GetValueOrDefault(Sales), by.GetValueOrDefault(Refunds), by.GetValueOrDefault(Fees));
        return new Income(currency, sold, back, kept, sold - back);
    }

    /// <summary>The first grant that somebody ever had here is when they joined.</summary>
    private async Task<IReadOnlyList<DayOfJoining>> JoinedAsync(
        long communityId, DateOnly firstDay, LocalTime clock, DateTime now, CancellationToken cancel)
    {
        var from = clock.StartOf(firstDay);
        var granted = db.Activities.AsNoTracking().Where(a => a.CommunityId == communityId && a.Kind == Granted);
        // Rows of the first version have the member as their actor. Two questions, each by its own index.
        var joined = await granted.Where(a => a.At >= from && a.At <= now)
            .Select(a => new { a.At, Member = a.SubjectKind == Member ? a.SubjectId : a.ActorId })
            .Where(a => !granted.Any(earlier => earlier.SubjectKind == Member && earlier.SubjectId == a.Member && earlier.At < from)
                && !granted.Any(earlier => earlier.SubjectKind != Member && earlier.ActorId == a.Member && earlier.At < from)
                && !db.Members.Any(m => m.Id == a.Member && m.IsBot))
            .GroupBy(a => a.Member).Select(g => g.Min(a => a.At))
            .ToListAsync(cancel);
        var byDay = joined.CountBy(clock.DayOf).ToDictionary();
        return [.. Enumerable.Range(0, Figures.Days).Select(firstDay.AddDays)
            .Select(day => new DayOfJoining(day, byDay.GetValueOrDefault(day)))];
    }

    private async Task<IReadOnlyList<ReadArticle>> MostReadAsync(long communityId, IQueryable<Activity> readings, CancellationToken cancel)
    {
        var most = await readings.GroupBy(a => a.SubjectId)
            .Select(g => new { ArticleId = g.Key, Readings = g.Count() })
            .OrderByDescending(g => g.Readings).ThenByDescending(g => g.ArticleId).Take(MostArticles * 5).ToListAsync(cancel);
        var titles = await things.NamesAsync(communityId, [.. most.Select(m => ArticleOf(m.ArticleId))], cancel);
        // What is no longer there, taken back by the undoing of an import for instance, is read by nobody any more.
        most = [.. most.Where(m => titles.ContainsKey(ArticleOf(m.ArticleId))).Take(MostArticles)];
        var ids = most.Select(m => m.ArticleId).ToList();
        var readers = await readings.Where(a => ids.Contains(a.SubjectId) && a.ActorId != null
                && !db.Members.Any(m => m.Id == a.ActorId && m.IsBot))
            .Select(a => new { a.SubjectId, a.ActorId }).Distinct()
            .GroupBy(a => a.SubjectId).Select(g => new { ArticleId = g.Key, Readers = g.Count() })
            .ToDictionaryAsync(g => g.ArticleId, g => g.Readers, cancel);
        return [.. most.Select(m => new ReadArticle(
            m.ArticleId, titles[ArticleOf(m.ArticleId)].Title, titles[ArticleOf(m.ArticleId)].Path, m.Readings,
            readers.GetValueOrDefault(m.ArticleId)))];
    }

    private static Thing ArticleOf(long id) => new("article", id);
}
