using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Selling;

/// <summary>Sells single articles: paid once, open for good.</summary>
internal sealed class SellArticles(AppDb db, ArticleOffers offers, IGrants grants, IAccess access, CommunityScope scope) : ISellables
{
    public IReadOnlyList<SaleKind> Kinds { get; } = [new(ArticleGate.Kind, "Article", "Single articles")];

    public async Task<IReadOnlyList<SaleQuote>> QuoteAsync(SaleWish wish, long? buyerId, DateTime now, CancellationToken cancel = default)
    {
        if (wish.Quantity != 1)
            throw Refused.AtField("quantity", "quantity_one_article", "An article is bought once.");
        var article = await FindAsync(wish.Id, cancel);
        var sold = article is null ? [] : await offers.TodayAsync(article.Id, cancel);
        if (article is null || sold.Count == 0)
            throw Refused.AtField("item", "article_not_sold", "This article is not sold separately.");
        if (wish.Currency is { } asked && sold.All(o => o.Currency != asked))
            throw Refused.AtField("currency", "currency_not_sold", "{0} is not sold in {1}.", article.Title, asked);
        var offer = ArticleOffers.Pick(sold, wish.Currency, scope.Required.Currency)!;
        var quote = new SaleQuote(
            new Thing(ArticleGate.Kind, article.Id), article.Title, null, offer.Id, offer.Amount!.Value, offer.Currency, "content",
            wish.Unclaimed ? null : now, null)
        {
            Description = article.Excerpt,
            Currencies = [.. sold.Select(o => o.Currency).OrderByDescending(c => c == scope.Required.Currency)],
            Claimable = wish.Unclaimed,
        };
        if (wish.Unclaimed)
            return [quote];
        var decision = await access.DecideAsync(new Viewer(buyerId), ArticleGate.ToRead(scope.Required, article.Terms), now, cancel);
        return [decision.Allowed ? quote with
        {
            Notes = [new SaleNote(false, "You already have access", "You can read all of it without buying it.")],
            Closed = Refused.AtField("item", "open_already", "You can read all of it without buying it."),
        } : quote];
    }

    public async Task<Fulfilment> FulfilAsync(SoldLine line, long? by, DateTime now, CancellationToken cancel = default)
    {
        await grants.GrantThingAsync(line.CommunityId, line.MemberId, line.Item, now, null, line.Source, by, now, cancel);
        return new Fulfilment(now);
    }

    /// <summary>Who reads it by a tier may lose that one day; who has bought it has it for good.</summary>
    public async Task<Refused?> RefuseClaimAsync(SoldLine line, DateTime now, CancellationToken cancel = default) =>
        (await access.HoldingsAsync(new Viewer(line.MemberId), line.CommunityId, now, cancel)).Things.Contains(line.Item)
            ? new Refused("open_already", 409, "You already own this article for good, so claiming it would give you nothing. Leave it for someone else.")
            : null;

    public Task TakeBackAsync(SoldLine line, string reason, Thing because, long? by, DateTime now, CancellationToken cancel = default) =>
        grants.RevokeAsync(line.CommunityId, line.Source, reason, because, by, now, cancel);

    public async Task<IReadOnlyList<TakenBack>> PreviewTakeBackAsync(SoldLine line, DateTime now, CancellationToken cancel = default) =>
        [.. (await grants.OfSourcesAsync(line.CommunityId, SoldLine.SourceKind, [line.LineId], cancel))
            .Where(g => g.RevokedAt is null).Select(g => new TakenBack(line.Title, g.From, g.Until))];

    /// <summary>Public ones only: nobody buys what nobody may see.</summary>
    private Task<Article?> FindAsync(string idOrSlug, CancellationToken cancel)
    {
        var articles = db.Set<Article>().AsNoTracking().Where(Publication.IsPublic);
        return long.TryParse(idOrSlug, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? articles.SingleOrDefaultAsync(a => a.Id == id, cancel)
            : articles.SingleOrDefaultAsync(a => a.Slug == idOrSlug, cancel);
    }
}
