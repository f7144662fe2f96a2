using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Resources.Library;

/// <summary>A version of a resource: one file and what is said of it. It never changes.</summary>
internal sealed class ResourceVersion : ICommunityOwned
{
    public const int MaxLabel = 40;

    private ResourceVersion() { }

    public long ResourceId { get; private set; }

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public long CommunityId { get; private set; }

    /// <summary>As its author calls it, e.g. "2.1"; may be empty.</summary>
    public string Label { get; private set; } = "";

    /// <summary>A file of <see cref="IFiles"/>: no foreign key crosses modules.</summary>
    public long FileId { get; private set; }

    public string FileCode { get; private set; } = "";
    public string FileName { get; private set; } = "";
    public string MediaType { get; private set; } = "";
    public long Size { get; private set; }

    /// <summary>Of the bytes, as small hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = "";

    public long AddedBy { get; private set; }
    public DateTime AddedAt { get; private set; }

    public KeptFile File => new(FileId, FileCode, FileName, MediaType, Size, Sha256);

    public static ResourceVersion Of(Resource resource, string label, KeptFile file, long addedBy, DateTime now) => new()
    {
        ResourceId = resource.Id,
        CommunityId = resource.CommunityId,
        Number = resource.NextVersion(now),
        Label = label,
        FileId = file.Id,
        FileCode = file.Code,
        FileName = file.Name,
        MediaType = file.MediaType,
        Size = file.Size,
        Sha256 = file.Sha256,
        AddedBy = addedBy,
        AddedAt = now,
    };
}

internal sealed class ResourceVersionMapping : IEntityTypeConfiguration<ResourceVersion>
{
    public void Configure(EntityTypeBuilder<ResourceVersion> builder)
    {
        builder.ToTable("resource_versions");
        builder.HasKey(v => new { v.ResourceId, v.Number });
        builder.Ignore(v => v.File);
        builder.Property(v => v.Label).HasMaxLength(ResourceVersion.MaxLabel);
        builder.Property(v => v.FileCode).HasMaxLength(26);
        builder.Property(v => v.FileName).HasMaxLength(255);
        builder.Property(v => v.MediaType).HasMaxLength(100);
        builder.Property(v => v.Sha256).HasMaxLength(64);
        builder.HasOne<Resource>().WithMany().HasForeignKey(v => v.ResourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(v => v.AddedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
