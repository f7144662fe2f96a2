using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Screening.Trust;

/// <summary>A day, by UTC, on which a member read or did something in a community.</summary>
internal sealed class VisitDay : ICommunityOwned
{
    private VisitDay() { }

    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }
    public DateOnly Day { get; private set; }

    public static VisitDay Of(long communityId, long memberId, DateOnly day) =>
        new() { CommunityId = communityId, MemberId = memberId, Day = day };
}

internal sealed class VisitDayMapping : IEntityTypeConfiguration<VisitDay>
{
    public void Configure(EntityTypeBuilder<VisitDay> builder)
    {
        builder.ToTable("visit_days");
        builder.HasKey(d => new { d.CommunityId, d.MemberId, d.Day });
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
