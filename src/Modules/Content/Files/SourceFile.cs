using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Files;

/// <summary>Which stored file a path of an import source became, so that <c>./images/x.png</c> in a text goes on meaning it.</summary>
internal sealed class SourceFile : ICommunityOwned
{
    private SourceFile() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string Source { get; private set; } = "";

    /// <summary>Relative to the source's root, with forward slashes.</summary>
    public string Path { get; private set; } = "";

    public long FileId { get; private set; }

    public static SourceFile Of(long communityId, string source, string path, long fileId) =>
        new() { CommunityId = communityId, Source = source, Path = path, FileId = fileId };

    public void Become(long fileId) => FileId = fileId;
}

internal sealed class SourceFileMapping : IEntityTypeConfiguration<SourceFile>
{
    public void Configure(EntityTypeBuilder<SourceFile> builder)
    {
        builder.ToTable("source_files");
        builder.Property(f => f.Source).HasMaxLength(200);
        builder.Property(f => f.Path).HasMaxLength(500);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(f => f.FileId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(f => new { f.CommunityId, f.Source, f.Path }).IsUnique();
    }
}
