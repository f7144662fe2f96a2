using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Ignoring;

/// <summary>A member wants to hear nothing from another: no messages and no notifications, and their posts stay folded.</summary>
internal sealed class IgnoredMember
{
    private IgnoredMember() { }

    public long MemberId { get; private set; }
    public long IgnoredId { get; private set; }
    public DateTime Since { get; private set; }

    public static IgnoredMember Of(long memberId, long ignoredId, DateTime now) =>
        new() { MemberId = memberId, IgnoredId = ignoredId, Since = now };
}

internal sealed class IgnoredMemberMapping : IEntityTypeConfiguration<IgnoredMember>
{
    public void Configure(EntityTypeBuilder<IgnoredMember> builder)
    {
        builder.ToTable("ignored_members");
        builder.HasKey(i => new { i.MemberId, i.IgnoredId });
        builder.HasOne<Member>().WithMany().HasForeignKey(i => i.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(i => i.IgnoredId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.IgnoredId);
    }
}
