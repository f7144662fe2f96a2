using System.Security.Cryptography;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Files;

/// <summary>
/// A file of one community (or, for 0, of a member) and the thing that uses it. Its bytes lie in <see cref="Blobs"/> under their SHA-256,
/// once however many files are made of them; its address carries a random code, because a hash would tell an outsider which file it is.
/// </summary>
internal sealed class OwnedFile : ICommunityOwned
{
    public const int CodeLength = 26, MaxName = 255;

    // RFC 4648 base32 in small letters: 26 of them are 130 bits.
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private OwnedFile() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string Code { get; private set; } = "";

    /// <summary>Of the bytes, as small hexadecimal digits; of a scaled picture those of its widest form.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Bytes; of a scaled picture those of all its forms.</summary>
    public long Size { get; private set; }

    public string MediaType { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>The kind of the thing that uses it; <c>null</c> while none does.</summary>
    public string? OwnerKind { get; private set; }

    public long? OwnerId { get; private set; }
    public long AddedBy { get; private set; }
    public DateTime AddedAt { get; private set; }

    /// <summary>Since when no thing uses it, UTC; <c>null</c> while one does.</summary>
    public DateTime? UnusedSince { get; private set; }

    public Thing? Owner => OwnerKind is { } kind && OwnerId is { } id ? new Thing(kind, id) : null;

    public static OwnedFile Of(long communityId, StoredBytes bytes, string mediaType, string? name, long addedBy, DateTime now) => new()
    {
        CommunityId = communityId,
        Code = RandomNumberGenerator.GetString(Alphabet, CodeLength),
        Sha256 = bytes.Sha256,
        Size = bytes.Size,
        MediaType = mediaType,
        Name = FileNames.Safe(name),
        AddedBy = addedBy,
        AddedAt = now,
        UnusedSince = now,
    };

    /// <exception cref="InvalidOperationException">It is another thing's.</exception>
    public void Attach(Thing owner)
    {
        if (Owner is { } before && before != owner)
            throw new InvalidOperationException($"File {Id} belongs to {before}, so it cannot be given to {owner}.");
        (OwnerKind, OwnerId, UnusedSince) = (owner.Kind, owner.Id, null);
    }

    public void Release(DateTime now) => (OwnerKind, OwnerId, UnusedSince) = (null, null, UnusedSince ?? now);

    public KeptFile ToKept() => new(Id, Code, Name, MediaType, Size, Sha256);
}

internal sealed class OwnedFileMapping : IEntityTypeConfiguration<OwnedFile>
{
    public void Configure(EntityTypeBuilder<OwnedFile> builder)
    {
        builder.ToTable("owned_files");
        builder.Ignore(f => f.Owner);
        builder.Property(f => f.Code).HasMaxLength(OwnedFile.CodeLength);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.MediaType).HasMaxLength(100);
        builder.Property(f => f.Name).HasMaxLength(OwnedFile.MaxName);
        builder.Property(f => f.OwnerKind).HasMaxLength(40);
        builder.HasOne<Member>().WithMany().HasForeignKey(f => f.AddedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.Code).IsUnique();
        builder.HasIndex(f => f.Sha256);
        builder.HasIndex(f => f.CommunityId);
        builder.HasIndex(f => new { f.OwnerKind, f.OwnerId });
        builder.HasIndex(f => f.UnusedSince);
    }
}
