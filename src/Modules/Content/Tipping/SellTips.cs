using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Tipping;

/// <summary>Takes tips for the authors of articles: the giver says how much, and gets nothing for it.</summary>
internal sealed class SellTips(AppDb db) : ISellables
{
    public const string Kind = "tip";

    public IReadOnlyList<SaleKind> Kinds { get; } = [new(Kind, "Tip", "Tips")];

    public bool GrantsAccess => false;

    /// <summary>The terms of today; <c>null</c> where nobody is tipped.</summary>
    public async Task<TipTerms?> TermsAsync(CancellationToken cancel = default) =>
        await db.Set<TipTerms>().AsNoTracking().OrderByDescending(t => t.Id).FirstOrDefaultAsync(cancel) is { IsOpen: true } terms
            ? terms : null;

    public async Task<IReadOnlyList<SaleQuote>> QuoteAsync(SaleWish wish, long? buyerId, DateTime now, CancellationToken cancel = default)
    {
        if (wish.Quantity != 1 || wish.Interval is not null)
            throw Refused.AtField("quantity", "tip_once", "A tip is given once.");
        var terms = await TermsAsync(cancel);
        var article = terms is null || !long.TryParse(wish.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? null
            : await db.Set<Article>().AsNoTracking().Where(Publication.IsPublic).SingleOrDefaultAsync(a => a.Id == id, cancel);
        if (terms is null || article is null)
            throw Refused.AtField("item", "no_tips", "Tipping isn't available here.");
        var amount = wish.Amount ?? terms.Amounts.FirstOrDefault(terms.Least);
        if (!terms.Takes(amount))
            throw Refused.AtField("amount", "tip_out_of_range", "A tip must be between {0} and {1}.",
                new Money(terms.Least, terms.Currency).ToDecimalString(), new Money(terms.Most, terms.Currency).ToDecimalString());
        return
        [
            new SaleQuote(new Thing(Kind, article.Id), article.Title, null, terms.Id, amount, terms.Currency, "tips", null, null)
            {
                TakesAmount = true,
                Closed = buyerId == article.AuthorId ? Refused.AtField("item", "own_tip", "You wrote this yourself.") : null,
            },
        ];
    }

    public async Task<Fulfilment> FulfilAsync(SoldLine line, long? by, DateTime now, CancellationToken cancel = default)
    {
        if (await db.Set<Tip>().IgnoreQueryFilters().AnyAsync(t => t.CommunityId == line.CommunityId && t.LineId == line.LineId, cancel))
            return new Fulfilment();
        var author = await db.Set<Article>().IgnoreQueryFilters()
            .Where(a => a.CommunityId == line.CommunityId && a.Id == line.Item.Id).Select(a => a.AuthorId).SingleAsync(cancel);
        db.Add(Tip.Give(line, author, now));
        db.Publish(() => new TipGiven(line.CommunityId, line.MemberId, author, line.Item.Id, line.Title, line.Amount, line.Currency));
        return new Fulfilment();
    }

    public async Task TakeBackAsync(
        SoldLine line, string reason, Thing because, long? by, DateTime now, CancellationToken cancel = default) =>
        (await db.Set<Tip>().IgnoreQueryFilters()
            .SingleOrDefaultAsync(t => t.CommunityId == line.CommunityId && t.LineId == line.LineId, cancel))?.TakeBack(now);

    public Task<IReadOnlyList<TakenBack>> PreviewTakeBackAsync(SoldLine line, DateTime now, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<TakenBack>>([]);
}
