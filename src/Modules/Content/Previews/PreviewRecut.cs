using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Previews;

/// <summary>A space whose articles are to be cut anew; the row goes when all of them are.</summary>
internal sealed class PreviewRecut : ICommunityOwned
{
    private PreviewRecut() { }

    public long SpaceId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>How many blocks are free from now on.</summary>
    public int PreviewBlocks { get; private set; }

    public DateTime RequestedAt { get; private set; }

    public static PreviewRecut Of(long communityId, long spaceId, int previewBlocks, DateTime at) => new()
    {
        CommunityId = communityId,
        SpaceId = spaceId,
        PreviewBlocks = previewBlocks,
        RequestedAt = at,
    };

    /// <summary>The owner changed it again before all were done.</summary>
    public void ChangeTo(int previewBlocks, DateTime at) => (PreviewBlocks, RequestedAt) = (previewBlocks, at);
}

internal sealed class PreviewRecutMapping : IEntityTypeConfiguration<PreviewRecut>
{
    public void Configure(EntityTypeBuilder<PreviewRecut> builder)
    {
        builder.ToTable("preview_recuts");
        builder.HasKey(r => r.SpaceId);
        builder.Property(r => r.SpaceId).ValueGeneratedNever();
    }
}
