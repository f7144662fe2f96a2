using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Articles;

/// <summary>A text that a later save replaced. Never changed, never deleted: a post is not lost.</summary>
internal sealed class ArticleRevision : ICommunityOwned
{
    private ArticleRevision() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long ArticleId { get; private set; }

    /// <summary>The article's version that this was.</summary>
    public int Version { get; private set; }

    public string Title { get; private set; } = "";
    public string Markdown { get; private set; } = "";
    public string? SourceHash { get; private set; }

    /// <summary>When these words were saved.</summary>
    public DateTime WrittenAt { get; private set; }

    public DateTime ReplacedAt { get; private set; }

    /// <summary>Who replaced them.</summary>
    public long ReplacedBy { get; private set; }

    public static ArticleRevision Of(Article article, long replacedBy, DateTime now) => new()
    {
        CommunityId = article.CommunityId,
        ArticleId = article.Id,
        Version = article.Version,
        Title = article.Title,
        Markdown = article.Markdown,
        SourceHash = article.SourceHash,
        WrittenAt = article.RevisedAt,
        ReplacedAt = now,
        ReplacedBy = replacedBy,
    };
}

internal sealed class ArticleRevisionMapping : IEntityTypeConfiguration<ArticleRevision>
{
    public void Configure(EntityTypeBuilder<ArticleRevision> builder)
    {
        builder.ToTable("article_revisions");
        builder.Property(r => r.Title).HasMaxLength(Article.MaxTitle);
        builder.Property(r => r.SourceHash).HasMaxLength(64);
        builder.HasOne<Article>().WithMany().HasForeignKey(r => r.ArticleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.ReplacedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.ArticleId, r.Version }).IsUnique();
    }
}
