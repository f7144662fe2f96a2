using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Growth.Levels;

/// <summary>
/// The level that a member is on, and the sum of the ledger that it follows from: written in the transaction that books points, so that
/// lists need not sum. <see cref="Books.CheckPoints"/> compares both.
/// </summary>
internal sealed class MemberStanding : ICommunityOwned
{
    private MemberStanding() { }

    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>What the member has earned in all, less what was taken back.</summary>
    public long Lifetime { get; private set; }

    /// <summary>From 1; 0 before anything was earned.</summary>
    public int Level { get; private set; }

    public DateTime LevelSince { get; private set; }

    /// <summary>UTC: since when the member does not want to be shown on boards and with a level.</summary>
    public DateTime? HiddenAt { get; private set; }

    public static MemberStanding Of(long communityId, long memberId) => new() { CommunityId = communityId, MemberId = memberId };

    public void Earn(long points) => Lifetime += points;

    public void Reach(int level, DateTime now) => (Level, LevelSince) = (level, now);

    public void Show(bool isShown, DateTime now) => HiddenAt = isShown ? null : HiddenAt ?? now;
}

internal sealed class MemberStandingMapping : IEntityTypeConfiguration<MemberStanding>
{
    public void Configure(EntityTypeBuilder<MemberStanding> builder)
    {
        builder.ToTable("member_standings");
        builder.HasKey(s => new { s.CommunityId, s.MemberId });
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.CommunityId, s.Lifetime });
    }
}
