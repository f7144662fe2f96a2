using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Search;

/// <summary>A thing's words without marks: what the index is made from, and where the lines under a hit are cut from.</summary>
internal sealed class SearchText : ICommunityOwned
{
    private SearchText() { }

    public string Kind { get; private set; } = "";
    public long ThingId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>The <see cref="SearchTerms.Version"/> that its entries are of; 0 from before this was kept.</summary>
    public int IndexVersion { get; private set; }

    /// <summary>Whether it stands in the index. The words of a draft are kept for when it is published.</summary>
    public bool IsListed { get; private set; }

    public long? AuthorId { get; private set; }

    /// <summary>When it appeared; <c>null</c> while it is not listed.</summary>
    public DateTime? At { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>Words of <see cref="SearchScopes"/>: who finds its title and free part.</summary>
    public string FreeScope { get; private set; } = "";

    /// <summary>Words of <see cref="SearchScopes"/>: who finds the whole.</summary>
    public string WholeScope { get; private set; } = "";

    /// <summary>Of the free part alone.</summary>
    public string Preview { get; private set; } = "";

    /// <summary>Of the whole.</summary>
    public string Full { get; private set; } = "";

    public Thing Thing => new(Kind, ThingId);

    public static SearchText Of(Article article, RenderedMarkdown rendered)
    {
        var text = new SearchText { Kind = ArticleGate.Kind, ThingId = article.Id, CommunityId = article.CommunityId };
        text.Become(rendered);
        return text;
    }

    public static SearchText Of(SearchableThing thing) =>
        new() { Kind = thing.Thing.Kind, ThingId = thing.Thing.Id, CommunityId = thing.CommunityId };

    public void Become(RenderedMarkdown rendered) => (Preview, Full) = (rendered.PlainPreview, rendered.PlainFull);

    /// <summary>As the article stands now; its words stay.</summary>
    public void List(Article article)
    {
        IndexVersion = SearchTerms.Version;
        IsListed = article.IsPublic;
        (AuthorId, At, Title) = (article.AuthorId, article.PublishedAt, article.Title);
        (FreeScope, WholeScope) = (SearchScopes.Free(CommunityId), SearchScopes.Whole(CommunityId, article.Terms));
    }

    public void List(SearchableThing thing)
    {
        IndexVersion = SearchTerms.Version;
        IsListed = true;
        (AuthorId, At, Title) = (thing.AuthorId, thing.At, thing.Title);
        (FreeScope, WholeScope) = (SearchScopes.ToKnow(CommunityId, thing.ToKnow), SearchScopes.ToRead(CommunityId, thing.ToRead));
        (Preview, Full) = (thing.Free, thing.Whole);
    }
}

internal sealed class SearchTextMapping : IEntityTypeConfiguration<SearchText>
{
    public void Configure(EntityTypeBuilder<SearchText> builder)
    {
        builder.ToTable("search_texts");
        builder.HasKey(t => new { t.Kind, t.ThingId });
        // All rows of earlier versions are of articles.
        builder.Property(t => t.Kind).HasMaxLength(40).HasDefaultValue(ArticleGate.Kind).ValueGeneratedNever();
        // From when only articles were found: a migration would take another name for another column.
        builder.Property(t => t.ThingId).HasColumnName("article_id").ValueGeneratedNever();
        builder.Property(t => t.Title).HasMaxLength(Article.MaxTitle);
        builder.Property(t => t.FreeScope).HasMaxLength(400);
        builder.Property(t => t.WholeScope).HasMaxLength(400);
        builder.Ignore(t => t.Thing);
        builder.HasIndex(t => t.IndexVersion);
    }
}
