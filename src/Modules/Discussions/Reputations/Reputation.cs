using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Reputations;

/// <summary>What votes and accepted answers say of a member in a community. Reckoned from those rows, never changed by hand.</summary>
internal sealed class Reputation : ICommunityOwned
{
    private Reputation() { }

    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Never below 1: everybody begins with it.</summary>
    public int Points { get; private set; }

    public DateTime ReckonedAt { get; private set; }

    public static Reputation Of(long communityId, long memberId) => new() { CommunityId = communityId, MemberId = memberId };

    public void Become(int points, DateTime now) => (Points, ReckonedAt) = (points, now);
}

internal sealed class ReputationMapping : IEntityTypeConfiguration<Reputation>
{
    public void Configure(EntityTypeBuilder<Reputation> builder)
    {
        builder.ToTable("reputations");
        builder.HasKey(r => new { r.CommunityId, r.MemberId });
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
