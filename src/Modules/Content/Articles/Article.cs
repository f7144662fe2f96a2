using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Articles;

/// <summary>Who may read all of an article. Its free part is for everyone in any case.</summary>
internal enum ArticleAccess
{
    /// <summary>Whoever may read its space.</summary>
    Space,

    /// <summary>Everyone, whatever its space asks.</summary>
    Open,

    /// <summary>Whoever holds the article's own tier or a higher one.</summary>
    Tier,
}

/// <summary>
/// A text with a free part and a whole. It is rendered once, when it is saved; reading never renders. What a save replaces
/// is kept as an <see cref="ArticleRevision"/>.
/// </summary>
internal sealed class Article : ICommunityOwned
{
    public const int MaxTitle = 200, MaxMarkdown = 1_000_000;

    private Article() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long SpaceId { get; private set; }
    public long AuthorId { get; private set; }
    public string Slug { get; private set; } = "";
    public string Title { get; private set; } = "";

    /// <summary>"zh" or "en".</summary>
    public string Language { get; private set; } = "";

    public ArticleAccess Access { get; private set; }

    /// <summary>Set with <see cref="ArticleAccess.Tier"/> only.</summary>
    public long? TierId { get; private set; }

    /// <summary>
    /// What it is sold by, alone and beside its tier; <c>null</c> while it never was. It stays when the sale ends, since who bought the
    /// article keeps it.
    /// </summary>
    public long? OfferId { get; private set; }

    /// <summary>Address of the picture above it; <c>null</c> without one.</summary>
    public string? Cover { get; private set; }

    /// <summary>What the gate must know of it.</summary>
    public ArticleTerms Terms => new(Id, SpaceId, Access, TierId, OfferId);

    public DateTime CreatedAt { get; private set; }

    /// <summary>When its words last changed.</summary>
    public DateTime RevisedAt { get; private set; }

    /// <summary><c>null</c> for a draft.</summary>
    public DateTime? PublishedAt { get; private set; }

    /// <summary>Set while it is taken back; it keeps its place in time for when it returns.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>
    /// When it shall be published, as its author planned it: "2027-03-01T09:00" on the clock of <see cref="ScheduledZone"/>. <c>null</c>
    /// without a plan.
    /// </summary>
    public string? ScheduledClock { get; private set; }

    /// <summary>IANA name.</summary>
    public string? ScheduledZone { get; private set; }

    /// <summary>The instant that the clock meant when it was planned, UTC.</summary>
    public DateTime? ScheduledAt { get; private set; }

    /// <summary>Counts saves, from 1: who saves names the version that was read, so that two editors notice each other.</summary>
    public int Version { get; private set; }

    /// <summary>Where it was imported from; <c>null</c> for what was written here.</summary>
    public string? Source { get; private set; }

    /// <summary>Its path or id there: with the source, what a second import recognises it by.</summary>
    public string? ExternalKey { get; private set; }

    /// <summary>SHA-256 of what was imported, as hexadecimal digits: equal means nothing to do.</summary>
    public string? SourceHash { get; private set; }

    /// <summary>The version that the last import made; a higher one was edited here since.</summary>
    public int? ImportedVersion { get; private set; }

    /// <summary>From the free part alone.</summary>
    public string Excerpt { get; private set; } = "";

    /// <summary>From the whole, for whom the whole is open.</summary>
    public string FullExcerpt { get; private set; } = "";

    public int WordCount { get; private set; }

    /// <summary>What the closed part holds, as everyone may know it: words without code, blocks of code, pictures.</summary>
    public int RestWords { get; private set; }
    public int RestCodeBlocks { get; private set; }
    public int RestPictures { get; private set; }

    /// <summary>How many blocks were free, by its space, when the free part was cut; a divider of its own overrules it.</summary>
    public int PreviewBlocks { get; private set; }

    /// <summary>The <see cref="MarkdownRenderer.Version"/> that made its HTML; 0 from before this was kept.</summary>
    public int RendererVersion { get; private set; }

    public string PreviewHeadings { get; private set; } = "[]";
    public string Headings { get; private set; } = "[]";
    public string Markdown { get; private set; } = "";
    public string PreviewHtml { get; private set; } = "";
    public string FullHtml { get; private set; } = "";

    public bool IsPublic => Publication.Of(PublishedAt, WithdrawnAt);

    public static Article Draft(long communityId, long authorId, DateTime now) => new()
    {
        CommunityId = communityId,
        AuthorId = authorId,
        CreatedAt = now,
    };

    public void Place(string slug, long spaceId, ArticleAccess access, long? tierId)
    {
        Slug = slug;
        SpaceId = spaceId;
        Access = access;
        TierId = access == ArticleAccess.Tier ? tierId : null;
    }

    /// <summary>
    /// Sells it by itself. Whoever calls it indexes the article anew in the same transaction, so that buyers find its whole text.
    /// </summary>
    public void SellAlone(long offerId) => OfferId = offerId;

    /// <summary>Takes a new text in, already rendered.</summary>
    public void Write(string title, string language, string markdown, RenderedMarkdown rendered, int previewBlocks, DateTime now)
    {
        Title = title;
        Language = language;
        Markdown = markdown;
        RevisedAt = now;
        Version++;
        Show(rendered, previewBlocks);
    }

    /// <summary>
    /// The same words rendered anew, because the free part is cut elsewhere, a link found its target or the renderer has changed.
    /// </summary>
    public void Show(RenderedMarkdown rendered, int previewBlocks)
    {
        PreviewBlocks = previewBlocks;
        RendererVersion = MarkdownRenderer.Version;
        PreviewHtml = rendered.PreviewHtml;
        FullHtml = rendered.FullHtml;
        Excerpt = rendered.Excerpt;
        FullExcerpt = rendered.FullExcerpt;
        WordCount = rendered.WordCount;
        (RestWords, RestCodeBlocks, RestPictures) = (rendered.Rest.Words, rendered.Rest.CodeBlocks, rendered.Rest.Pictures);
        PreviewHeadings = HeadingList.Write(rendered.PreviewHeadings);
        Headings = HeadingList.Write(rendered.Headings);
    }

    /// <summary>Call it after <see cref="Write"/>.</summary>
    public void CameFrom(string source, string externalKey, string? hash) =>
        (Source, ExternalKey, SourceHash, ImportedVersion) = (source, externalKey, hash, Version);

    /// <param name="path"><c>null</c> takes the picture away.</param>
    public void CoverWith(string? path) => Cover = path;

    public void Publish(DateTime at)
    {
        PublishedAt ??= at;
        WithdrawnAt = null;
        Unschedule();
    }

    /// <summary>Plans the publication of what is not public.</summary>
    public void Schedule(DateTime clock, TimeZoneInfo zone) => (ScheduledClock, ScheduledZone, ScheduledAt) =
        (clock.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture), zone.Id, WallClock.ToUtc(clock, zone));

    public void Unschedule() => (ScheduledClock, ScheduledZone, ScheduledAt) = (null, null, null);

    /// <summary>A draft again, as if it had never been shown.</summary>
    public void Unpublish() => (PublishedAt, WithdrawnAt) = (null, null);

    public void Withdraw(DateTime now)
    {
        WithdrawnAt ??= now;
        Unschedule();
    }
}

internal sealed class ArticleMapping : IEntityTypeConfiguration<Article>
{
    public void Configure(EntityTypeBuilder<Article> builder)
    {
        builder.ToTable("articles");
        builder.Property(a => a.Slug).HasMaxLength(Kernel.Values.Slug.MaxLength);
        builder.Property(a => a.Title).HasMaxLength(Article.MaxTitle);
        builder.Property(a => a.Language).HasMaxLength(8);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Property(a => a.ScheduledClock).HasMaxLength(16);
        builder.Property(a => a.ScheduledZone).HasMaxLength(64);
        builder.Property(a => a.Source).HasMaxLength(200);
        builder.Property(a => a.ExternalKey).HasMaxLength(500);
        builder.Property(a => a.SourceHash).HasMaxLength(64);
        builder.Property(a => a.Excerpt).HasMaxLength(400);
        builder.Property(a => a.FullExcerpt).HasMaxLength(400);
        builder.Ignore(a => a.Terms);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.CommunityId, a.Slug }).IsUnique();
        builder.HasIndex(a => new { a.CommunityId, a.Source, a.ExternalKey }).IsUnique();
        builder.HasIndex(a => new { a.CommunityId, a.PublishedAt, a.Id }).HasFilter(Publication.Sql);
        builder.HasIndex(a => new { a.CommunityId, a.SpaceId, a.PublishedAt, a.Id }).HasFilter(Publication.Sql);
        builder.HasIndex(a => new { a.CommunityId, a.AuthorId, a.PublishedAt, a.Id }).HasFilter(Publication.Sql);
        builder.HasIndex(a => new { a.CommunityId, a.RevisedAt, a.Id });
        builder.HasIndex(a => new { a.CommunityId, a.Title, a.Id });
        builder.HasIndex(a => new { a.CommunityId, a.RevisedAt, a.Id }, "ix_articles_drafts").HasFilter("published_at IS NULL");
        builder.HasIndex(a => new { a.CommunityId, a.RevisedAt, a.Id }, "ix_articles_withdrawn").HasFilter("withdrawn_at IS NOT NULL");
        builder.HasIndex(a => new { a.CommunityId, a.SpaceId, a.PreviewBlocks, a.RendererVersion });
    }
}
