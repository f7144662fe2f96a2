using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Selling;

/// <summary>
/// What an article costs by itself in one currency from an instant on, until a later row of it in that currency. Never changed: orders
/// point at it.
/// </summary>
internal sealed class ArticleOffer : ICommunityOwned
{
    private ArticleOffer() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long ArticleId { get; private set; }

    /// <summary>Minor units, at least 1; <c>null</c> ends the sale in that currency.</summary>
    public long? Amount { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    public DateTime From { get; private set; }
    public long SetBy { get; private set; }

    public static ArticleOffer Set(Article article, long? amount, string currency, long by, DateTime now) => new()
    {
        CommunityId = article.CommunityId,
        ArticleId = article.Id,
        Amount = amount is null or > 0 ? amount : throw new ArgumentOutOfRangeException(nameof(amount), amount, "A price is positive."),
        Currency = currency,
        From = now,
        SetBy = by,
    };
}

internal sealed class ArticleOfferMapping : IEntityTypeConfiguration<ArticleOffer>
{
    public void Configure(EntityTypeBuilder<ArticleOffer> builder)
    {
        builder.ToTable("article_offers", table => table.HasCheckConstraint("ck_article_offers_amount", "amount IS NULL OR amount > 0"));
        builder.Property(o => o.Currency).HasMaxLength(3);
        builder.HasIndex(o => new { o.CommunityId, o.ArticleId, o.Id });
        builder.HasOne<Article>().WithMany().HasForeignKey(o => o.ArticleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(o => o.SetBy).OnDelete(DeleteBehavior.Restrict);
    }
}
