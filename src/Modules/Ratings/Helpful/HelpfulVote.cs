using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Ratings.Helpful;

/// <summary>What a member answers to "was this helpful?" for one thing; it may change.</summary>
internal sealed class HelpfulVote : ICommunityOwned
{
    private HelpfulVote() { }

    public long CommunityId { get; private set; }
    public string ThingKind { get; private set; } = "";
    public long ThingId { get; private set; }
    public long MemberId { get; private set; }
    public bool Helpful { get; private set; }
    public DateTime At { get; private set; }

    public static HelpfulVote Of(long communityId, Thing thing, long memberId, bool helpful, DateTime now) => new()
    {
        CommunityId = communityId,
        ThingKind = thing.Kind,
        ThingId = thing.Id,
        MemberId = memberId,
        Helpful = helpful,
        At = now,
    };

    public void Become(bool helpful, DateTime now) => (Helpful, At) = (helpful, now);
}

internal sealed class HelpfulVoteMapping : IEntityTypeConfiguration<HelpfulVote>
{
    public void Configure(EntityTypeBuilder<HelpfulVote> builder)
    {
        builder.ToTable("helpful_votes");
        builder.HasKey(v => new { v.ThingKind, v.ThingId, v.MemberId });
        builder.Property(v => v.ThingKind).HasMaxLength(40);
        builder.HasOne<Member>().WithMany().HasForeignKey(v => v.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => v.MemberId);
        // The counts of a thing are read from this alone.
        builder.HasIndex(v => new { v.CommunityId, v.ThingKind, v.ThingId, v.Helpful });
    }
}
