using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Articles;

/// <summary>
/// An address that an article had before, so that links from outside go on working: a former slug, or a path of the site from which it was
/// imported (<see cref="FormerAddresses"/>).
/// </summary>
internal sealed class Redirect : ICommunityOwned
{
    private Redirect() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string Slug { get; private set; } = "";
    public long ArticleId { get; private set; }

    public static Redirect To(Article article, string formerSlug) =>
        new() { CommunityId = article.CommunityId, ArticleId = article.Id, Slug = formerSlug };
}

internal sealed class RedirectMapping : IEntityTypeConfiguration<Redirect>
{
    public void Configure(EntityTypeBuilder<Redirect> builder)
    {
        builder.ToTable("redirects");
        builder.Property(r => r.Slug).HasMaxLength(Kernel.Values.Slug.MaxLength);
        builder.HasOne<Article>().WithMany().HasForeignKey(r => r.ArticleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => new { r.CommunityId, r.Slug }).IsUnique();
    }
}
