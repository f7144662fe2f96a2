using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Selling;

/// <summary>The prices of single articles.</summary>
internal sealed class ArticleOffers(AppDb db)
{
    /// <summary>The price of today; <c>null</c> where the article is not sold by itself, or no longer.</summary>
    public async Task<ArticleOffer?> FindAsync(long articleId, CancellationToken cancel = default) =>
        await db.Set<ArticleOffer>().AsNoTracking().Where(o => o.ArticleId == articleId).OrderByDescending(o => o.Id)
            .FirstOrDefaultAsync(cancel) is { Amount: not null } offer ? offer : null;

    /// <summary>All prices that it has had, newest first.</summary>
    public Task<List<ArticleOffer>> HistoryAsync(long articleId, CancellationToken cancel) =>
        db.Set<ArticleOffer>().AsNoTracking().Where(o => o.ArticleId == articleId).OrderByDescending(o => o.Id).Take(50)
        .ToListAsync(cancel);
}

/// <summary>What a paywall shows of it.</summary>
/// <param name="Amount">Minor units; <c>null</c> where it is not sold by itself any more.</param>
public sealed record SingleOffer(long ArticleId, long? Amount, string Currency);
