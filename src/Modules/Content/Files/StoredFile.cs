using System.Security.Cryptography;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Files;

/// <summary>
/// A file of one community, as one member brought it. Its bytes lie in the <see cref="FileStore"/> under their SHA-256, once however many
/// files are made of them; its address carries a random code, because a hash would tell an outsider which file it is.
/// </summary>
internal sealed class StoredFile : ICommunityOwned
{
    public const int CodeLength = 26, MaxName = 255;

    // RFC 4648 base32 in small letters: 26 of them are 130 bits.
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private StoredFile() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string Code { get; private set; } = "";

    /// <summary>Of the bytes, as small hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Of the bytes as they came, which imports compare with; <c>null</c> where nothing was taken out of them.</summary>
    public string? SourceSha256 { get; private set; }

    public long Size { get; private set; }

    /// <summary>What it is served as, told by its first bytes.</summary>
    public string MediaType { get; private set; } = "";

    /// <summary>As it was called where it came from, made harmless.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The <see cref="Cleaning.CleanPicture.Version"/> that it went through; 0 for what came before there was one.</summary>
    public int CleanVersion { get; private set; }

    public long AddedBy { get; private set; }
    public DateTime AddedAt { get; private set; }

    /// <summary>Only pictures are shown inline; everything else is saved by the browser.</summary>
    public bool IsPicture => MediaType.StartsWith("image/", StringComparison.Ordinal);

    public static StoredFile Add(long communityId, KeptBytes bytes, string name, long addedBy, DateTime now) => new()
    {
        CommunityId = communityId,
        Code = RandomNumberGenerator.GetString(Alphabet, CodeLength),
        Sha256 = bytes.Sha256,
        SourceSha256 = bytes.SourceSha256 == bytes.Sha256 ? null : bytes.SourceSha256,
        CleanVersion = Cleaning.CleanPicture.Version,
        Size = bytes.Size,
        MediaType = bytes.Picture?.MediaType ?? "application/octet-stream",
        Name = Kernel.Values.FileNames.Safe(name),
        AddedBy = addedBy,
        AddedAt = now,
    };

    /// <summary>Whether the two are one: brought by the same member, under the same name, and the same as it came.</summary>
    public bool IsSameUse(StoredFile other) =>
        (Sha256, SourceSha256, Name, AddedBy) == (other.Sha256, other.SourceSha256, other.Name, other.AddedBy);
}

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("stored_files");
        builder.Property(f => f.Code).HasMaxLength(StoredFile.CodeLength);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.SourceSha256).HasMaxLength(64);
        builder.Property(f => f.MediaType).HasMaxLength(100);
        builder.Property(f => f.Name).HasMaxLength(StoredFile.MaxName);
        builder.HasOne<Member>().WithMany().HasForeignKey(f => f.AddedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => new { f.CommunityId, f.Sha256 });
        builder.HasIndex(f => f.Code).IsUnique();
    }
}
