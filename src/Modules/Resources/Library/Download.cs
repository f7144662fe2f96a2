using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Resources.Library;

/// <summary>A member downloaded a resource on a day of UTC; its key counts each of them once.</summary>
internal sealed class Download : ICommunityOwned
{
    private Download() { }

    public long ResourceId { get; private set; }
    public long MemberId { get; private set; }
    public DateOnly Day { get; private set; }
    public long CommunityId { get; private set; }

    public static Download Of(Resource resource, long memberId, DateTime now) => new()
    {
        ResourceId = resource.Id,
        MemberId = memberId,
        Day = DateOnly.FromDateTime(now),
        CommunityId = resource.CommunityId,
    };
}

internal sealed class DownloadMapping : IEntityTypeConfiguration<Download>
{
    public void Configure(EntityTypeBuilder<Download> builder)
    {
        builder.ToTable("resource_downloads");
        builder.HasKey(d => new { d.ResourceId, d.MemberId, d.Day });
        builder.HasOne<Resource>().WithMany().HasForeignKey(d => d.ResourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
