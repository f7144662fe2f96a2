using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Bots.BuiltIn;

/// <summary>Something that a built-in bot has done. Its key makes it happen once, however often a handler or a job runs.</summary>
internal sealed class BuiltInDeed : ICommunityOwned
{
    public const int MaxKey = 60;

    private BuiltInDeed() { }

    public long CommunityId { get; private set; }
    public BuiltInKind Kind { get; private set; }
    public string Key { get; private set; } = "";

    /// <summary>Whom it concerned.</summary>
    public long MemberId { get; private set; }

    public DateTime At { get; private set; }

    public static BuiltInDeed Of(long communityId, BuiltInKind kind, string key, long memberId, DateTime at) =>
        new() { CommunityId = communityId, Kind = kind, Key = key, MemberId = memberId, At = at };
}

internal sealed class BuiltInDeedMapping : IEntityTypeConfiguration<BuiltInDeed>
{
    public void Configure(EntityTypeBuilder<BuiltInDeed> builder)
    {
        builder.ToTable("built_in_deeds");
        builder.HasKey(d => new { d.CommunityId, d.Kind, d.Key });
        builder.Property(d => d.Key).HasMaxLength(BuiltInDeed.MaxKey);
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.CommunityId, d.Kind, d.MemberId, d.At });
    }
}
