using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Reviews.Verdicts;

/// <summary>What a reviewer thinks.</summary>
public enum ReviewVerdict { Approve, RequestChanges, Comment }

/// <summary>A reviewer's latest word on a review; one row a person. Why they think so they say in the topic.</summary>
internal sealed class Verdict : ICommunityOwned
{
    private Verdict() { }

    public long ReviewId { get; private set; }
    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }
    public ReviewVerdict Kind { get; private set; }

    /// <summary>The round that was looked at.</summary>
    public int Round { get; private set; }

    public DateTime At { get; private set; }

    public static Verdict Of(Review review, long memberId) =>
        new() { ReviewId = review.TopicId, MemberId = memberId, CommunityId = review.CommunityId };

    public void Become(ReviewVerdict kind, int round, DateTime now) => (Kind, Round, At) = (kind, round, now);
}

internal sealed class VerdictMapping : IEntityTypeConfiguration<Verdict>
{
    public void Configure(EntityTypeBuilder<Verdict> builder)
    {
        builder.ToTable("review_verdicts");
        builder.HasKey(v => new { v.ReviewId, v.MemberId });
        builder.HasOne<Review>().WithMany().HasForeignKey(v => v.ReviewId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(v => v.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
