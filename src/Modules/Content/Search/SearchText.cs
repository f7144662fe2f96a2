using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Search;

/// <summary>An article's words without marks: what the index is made from, and where the lines under a hit are cut from.</summary>
internal sealed class SearchText : ICommunityOwned
{
    private SearchText() { }

    public long ArticleId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Of the free part alone.</summary>
    public string Preview { get; private set; } = "";

    /// <summary>Of the whole.</summary>
    public string Full { get; private set; } = "";

    public static SearchText Of(Article article, RenderedMarkdown rendered) => new()
    {
        ArticleId = article.Id,
        CommunityId = article.CommunityId,
        Preview = rendered.PlainPreview,
        Full = rendered.PlainFull,
    };

    public void Become(RenderedMarkdown rendered) => (Preview, Full) = (rendered.PlainPreview, rendered.PlainFull);
}

internal sealed class SearchTextMapping : IEntityTypeConfiguration<SearchText>
{
    public void Configure(EntityTypeBuilder<SearchText> builder)
    {
        builder.ToTable("search_texts");
        builder.HasKey(t => t.ArticleId);
        builder.Property(t => t.ArticleId).ValueGeneratedNever();
        builder.HasOne<Article>().WithOne().HasForeignKey<SearchText>(t => t.ArticleId).OnDelete(DeleteBehavior.Cascade);
    }
}
