using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Selling;

/// <summary>The prices of single articles.</summary>
internal sealed class ArticleOffers(AppDb db)
{
    /// <summary>The prices of today, one a currency, by its code; empty where the article is not sold by itself, or no longer.</summary>
    public Task<List<ArticleOffer>> TodayAsync(long articleId, CancellationToken cancel = default) => db.Set<ArticleOffer>().AsNoTracking()
        .Where(o => o.ArticleId == articleId && o.Amount != null
            && !db.Set<ArticleOffer>().Any(l => l.ArticleId == articleId && l.Currency == o.Currency && l.Id > o.Id))
        .OrderBy(o => o.Currency).ToListAsync(cancel);

    /// <summary>The one to show: in the currency that was chosen, else in the usual one, else in any.</summary>
    public static ArticleOffer? Pick(IReadOnlyList<ArticleOffer> sold, string? chosen, string usual) =>
        sold.FirstOrDefault(o => o.Currency == chosen) ?? sold.FirstOrDefault(o => o.Currency == usual) ?? sold.FirstOrDefault();

    /// <summary>All prices that it has had, newest first.</summary>
    public Task<List<ArticleOffer>> HistoryAsync(long articleId, CancellationToken cancel) =>
        db.Set<ArticleOffer>().AsNoTracking().Where(o => o.ArticleId == articleId).OrderByDescending(o => o.Id).Take(50)
        .ToListAsync(cancel);
}

/// <summary>What a paywall shows of it.</summary>
/// <param name="Amount">Minor units.</param>
public sealed record SingleOffer(long ArticleId, long Amount, string Currency);
