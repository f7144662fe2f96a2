using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Columns;

/// <summary>
/// The place of an article in its column, from its first publication on. It stands apart from the text, so that arranging thousands of
/// lectures rewrites small rows only, and counting them reads nothing else.
/// </summary>
internal sealed class ColumnEntry : ICommunityOwned
{
    private ColumnEntry() { }

    public long ArticleId { get; private set; }
    public long CommunityId { get; private set; }
    public long SpaceId { get; private set; }

    /// <summary>From 1. There may be gaps, and equal ones after two publications in one instant: the older article comes first.</summary>
    public int Position { get; private set; }

    /// <summary>Of the whole text.</summary>
    public int Words { get; private set; }

    /// <summary>Whether readers see it. A withdrawn article keeps its place for when it returns.</summary>
    public bool IsShown { get; private set; }

    public static ColumnEntry Of(Article article, int position) => new()
    {
        ArticleId = article.Id,
        CommunityId = article.CommunityId,
        SpaceId = article.SpaceId,
        Position = position,
        Words = article.WordCount,
        IsShown = article.IsPublic,
    };

    /// <summary>Takes over what the article has become.</summary>
    public void Follow(Article article) => (Words, IsShown) = (article.WordCount, article.IsPublic);

    /// <summary>The article stands in another column from now on, at its end.</summary>
    public void MoveTo(long spaceId, int position) => (SpaceId, Position) = (spaceId, position);
}

internal sealed class ColumnEntryMapping : IEntityTypeConfiguration<ColumnEntry>
{
    public void Configure(EntityTypeBuilder<ColumnEntry> builder)
    {
        builder.ToTable("column_entries");
        builder.HasKey(e => e.ArticleId);
        builder.Property(e => e.ArticleId).ValueGeneratedNever();
        builder.HasOne<Article>().WithOne().HasForeignKey<ColumnEntry>(e => e.ArticleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(e => new { e.SpaceId, e.IsShown, e.Position, e.ArticleId });
        builder.HasIndex(e => new { e.CommunityId, e.IsShown, e.SpaceId });
    }
}
