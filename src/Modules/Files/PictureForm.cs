using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Files;

/// <summary>One of the widths in which a picture is kept.</summary>
internal sealed class PictureForm
{
    private PictureForm() { }

    public long FileId { get; private set; }

    /// <summary>In points.</summary>
    public int Width { get; private set; }

    public string Sha256 { get; private set; } = "";

    public static PictureForm Of(long fileId, int width, string sha256) => new() { FileId = fileId, Width = width, Sha256 = sha256 };
}

internal sealed class PictureFormMapping : IEntityTypeConfiguration<PictureForm>
{
    public void Configure(EntityTypeBuilder<PictureForm> builder)
    {
        builder.ToTable("picture_forms");
        builder.HasKey(f => new { f.FileId, f.Width });
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.HasOne<OwnedFile>().WithMany().HasForeignKey(f => f.FileId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(f => f.Sha256);
    }
}
