using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Progress;

/// <summary>How far a member has come in an article: one row for each, kept for ever, the same on all their devices.</summary>
internal sealed class ReadingProgress : ICommunityOwned
{
    private ReadingProgress() { }

    public long MemberId { get; private set; }
    public long ArticleId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>How far they have come, in thousandths of the text. Looking back at what was read changes nothing.</summary>
    public int PerMille { get; private set; }

    /// <summary>When they were last in it.</summary>
    public DateTime At { get; private set; }

    /// <summary>When its end was reached for the first time, or it was marked as read; <c>null</c> until then.</summary>
    public DateTime? FinishedAt { get; private set; }

    public static ReadingProgress Of(long communityId, long memberId, long articleId) => new()
    {
        CommunityId = communityId,
        MemberId = memberId,
        ArticleId = articleId,
    };

    /// <param name="fraction">0 to 1; the end is read.</param>
    public void Reach(double fraction, DateTime now)
    {
        (PerMille, At) = (Math.Max(PerMille, (int)Math.Round(Math.Clamp(fraction, 0, 1) * 1000)), now);
        if (PerMille == 1000)
            FinishedAt ??= now;
    }

    /// <summary>To be read again, from the beginning.</summary>
    public void Reopen(DateTime now) => (PerMille, FinishedAt, At) = (0, null, now);
}

internal sealed class ReadingProgressMapping : IEntityTypeConfiguration<ReadingProgress>
{
    public void Configure(EntityTypeBuilder<ReadingProgress> builder)
    {
        builder.ToTable("reading_progress");
        builder.HasKey(p => new { p.MemberId, p.ArticleId });
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Article>().WithMany().HasForeignKey(p => p.ArticleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => p.ArticleId);
        builder.HasIndex(p => new { p.MemberId, p.CommunityId, p.At });
    }
}
