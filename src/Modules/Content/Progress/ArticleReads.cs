using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Progress;

/// <summary>How often an article was read, as the activity ledger says, so that the most read are found without counting there.</summary>
internal sealed class ArticleReads : ICommunityOwned
{
    private ArticleReads() { }

    public long ArticleId { get; private set; }
    public long CommunityId { get; private set; }
    public int Count { get; private set; }

    /// <summary>The last activity that is counted: what is delivered twice counts once.</summary>
    public long Through { get; private set; }

    public static ArticleReads Of(long communityId, long articleId) => new() { CommunityId = communityId, ArticleId = articleId };

    public void Add(long activityId)
    {
        if (activityId > Through)
            (Count, Through) = (Count + 1, activityId);
    }
}

/// <summary>Adds up readings, from the first that the ledger knows.</summary>
internal sealed class AddUpReads(AppDb db) : IHandle<ArticleRead>
{
    public async Task HandleAsync(ArticleRead happened, Envelope envelope, CancellationToken cancel)
    {
        var reads = await db.Set<ArticleReads>().SingleOrDefaultAsync(r => r.ArticleId == happened.ArticleId, cancel);
        if (reads is null)
        {
            // An undone import has taken the article away.
            if (!await db.Set<Article>().AnyAsync(a => a.Id == happened.ArticleId, cancel))
                return;
            db.Add(reads = ArticleReads.Of(happened.CommunityId, happened.ArticleId));
        }
        reads.Add(envelope.ActivityId);
        await db.SaveChangesAsync(cancel);
    }
}

internal sealed class ArticleReadsMapping : IEntityTypeConfiguration<ArticleReads>
{
    public void Configure(EntityTypeBuilder<ArticleReads> builder)
    {
        builder.ToTable("article_reads");
        builder.HasKey(r => r.ArticleId);
        builder.Property(r => r.ArticleId).ValueGeneratedNever();
        builder.HasOne<Article>().WithOne().HasForeignKey<ArticleReads>(r => r.ArticleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => new { r.CommunityId, r.Count });
    }
}
