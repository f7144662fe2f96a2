using Guildhall.Content.Articles;
using Guildhall.Content.Search;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Selling;

/// <summary>Sells an article by itself, beside its tier, or ends that sale. Who has bought it keeps it.</summary>
internal sealed class SetArticlePrice(
    AppDb db, Guard guard, SearchIndex search, CommunityScope scope, TimeProvider time)
{
    /// <param name="amount">Minor units of the community's currency; <c>null</c> ends the sale.</param>
    /// <exception cref="Refused">404; 422: no price, or everyone may read the article anyway.</exception>
    public async Task RunAsync(long articleId, long? amount, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.WriteContent, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        if (amount is < 1 or > Money.MaxMinor)
            throw Refused.AtField("price", "price_out_of_range", "Enter a price above zero.");
        await using var transaction = await db.BeginWriteAsync(cancel);
        var article = await db.Set<Article>().SingleOrDefaultAsync(a => a.Id == articleId, cancel) ?? throw Refused.NotFound();
        if (amount is not null && ArticleGate.IsOpen(article.Access, article.TierId, scope.Required.Space(article.SpaceId)))
            throw Refused.AtField("price", "article_is_open", "Everyone can read this article. Set a tier first, then you can also sell it separately.");
        if (amount is null && article.OfferId is null)
            return;

        var offer = ArticleOffer.Set(article, amount, scope.Required.Currency, by, now);
        db.Add(offer);
        await db.SaveChangesAsync(cancel);
        article.SellAlone(offer.Id);
        db.Publish(() => new ArticleRevised(article.CommunityId, by, article.Id, article.SpaceId, article.IsPublic));
        await db.SaveChangesAsync(cancel);
        await search.IndexAsync(article, isNew: false, cancel);
        await transaction.CommitAsync(cancel);
    }
}
