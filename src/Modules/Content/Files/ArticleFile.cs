using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Files;

/// <summary>An article shows a file, in its free part or further down: who may read that part may have the file.</summary>
internal sealed class ArticleFile : ICommunityOwned
{
    private ArticleFile() { }

    public long CommunityId { get; private set; }
    public long ArticleId { get; private set; }
    public long FileId { get; private set; }
    public bool InPreview { get; private set; }

    public static ArticleFile Of(Article article, long fileId, bool inPreview) =>
        new() { CommunityId = article.CommunityId, ArticleId = article.Id, FileId = fileId, InPreview = inPreview };
}

internal sealed class ArticleFileMapping : IEntityTypeConfiguration<ArticleFile>
{
    public void Configure(EntityTypeBuilder<ArticleFile> builder)
    {
        builder.ToTable("article_files");
        builder.HasKey(f => new { f.ArticleId, f.FileId });
        builder.HasOne<Article>().WithMany().HasForeignKey(f => f.ArticleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(f => f.FileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.FileId);
    }
}
