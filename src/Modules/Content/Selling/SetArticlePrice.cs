using Guildhall.Content.Articles;
using Guildhall.Content.Search;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Forms;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Selling;

/// <summary>Sells an article by itself, beside its tier, or ends that sale. Who has bought it keeps it.</summary>
internal sealed class SetArticlePrice(
    AppDb db, Guard guard, SearchIndex search, ArticleOffers offers, CommunityScope scope, TimeProvider time)
{
    /// <param name="prices">One a currency; where it is sold in another now, that ends. Empty ends the sale.</param>
    /// <exception cref="Refused">404; 422: no price, or everyone may read the article anyway.</exception>
    public async Task RunAsync(long articleId, IReadOnlyList<Money> prices, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.WriteContent, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        ItemPrices.Check(prices, scope.Required.Currency);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var article = await db.Set<Article>().SingleOrDefaultAsync(a => a.Id == articleId, cancel) ?? throw Refused.NotFound();
        if (prices.Count > 0 && ArticleGate.IsOpen(article.Access, article.TierId, scope.Required.Space(article.SpaceId)))
            throw Refused.AtField("price", "article_is_open", "Everyone can read this article. Set a tier first, then you can also sell it separately.");

        var sold = await offers.TodayAsync(articleId, cancel);
        List<ArticleOffer> changed =
        [
            .. prices.Where(p => !sold.Exists(o => o.Currency == p.Currency && o.Amount == p.Minor))
                .Select(p => ArticleOffer.Set(article, p.Minor, p.Currency, by, now)),
            .. sold.Where(o => prices.All(p => p.Currency != o.Currency)).Select(o => ArticleOffer.Set(article, null, o.Currency, by, now)),
        ];
        if (changed.Count == 0)
            return;
        db.AddRange(changed);
        await db.SaveChangesAsync(cancel);
        article.SellAlone(changed[^1].Id);
        db.Publish(() => new ArticleRevised(article.CommunityId, by, article.Id, article.SpaceId, article.IsPublic));
        await db.SaveChangesAsync(cancel);
        await search.IndexAsync(article, isNew: false, cancel);
        await transaction.CommitAsync(cancel);
    }
}
