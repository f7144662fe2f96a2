using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Notifications.Following;

/// <summary>A member wants to hear of what is new in a thing.</summary>
internal sealed class Follow
{
    public const string Space = "space";

    private Follow() { }

    public long MemberId { get; private set; }
    public string ThingKind { get; private set; } = "";
    public long ThingId { get; private set; }
    public DateTime At { get; private set; }

    public static Follow OfSpace(long memberId, long spaceId, DateTime now) =>
        new() { MemberId = memberId, ThingKind = Space, ThingId = spaceId, At = now };
}

internal sealed class FollowMapping : IEntityTypeConfiguration<Follow>
{
    public void Configure(EntityTypeBuilder<Follow> builder)
    {
        builder.ToTable("follows");
        builder.HasKey(f => new { f.ThingKind, f.ThingId, f.MemberId });
        builder.Property(f => f.ThingKind).HasMaxLength(40);
        builder.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.MemberId);
    }
}
