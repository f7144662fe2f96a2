using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Communities.Setup;

/// <summary>
/// A link that lets whoever reads the server's terminal make the owner account. Every node prints the same one; nodes that share no keys
/// cannot read each other's and print one each, all of them good until the first is used.
/// </summary>
internal sealed class SetupLink
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private SetupLink() { }

    public long Id { get; private set; }

    /// <summary>SHA-256 of the token, hexadecimal: whoever reads the database alone cannot use it.</summary>
    public string TokenHash { get; private set; } = "";

    /// <summary>
    /// The token, encrypted with the keys of the data folder, for other nodes and the next start; <c>null</c> in the oldest rows.
    /// </summary>
    public string? SealedToken { get; private set; }

    public DateTime CreatedAt { get; private set; }
    public DateTime ExpiresAt { get; private set; }

    /// <summary>When it made the owner; <c>null</c> before that.</summary>
    public DateTime? UsedAt { get; private set; }

    public static (SetupLink Link, string Token) Create(Func<string, string> seal, DateTime now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (new SetupLink { TokenHash = Hash(token), SealedToken = seal(token), CreatedAt = now, ExpiresAt = now + Lifetime }, token);
    }

    /// <summary>Printed again, it is good for as long as a new one.</summary>
    public void PrintAgain(DateTime now) => ExpiresAt = now + Lifetime;

    public static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

internal sealed class SetupLinkMapping : IEntityTypeConfiguration<SetupLink>
{
    public void Configure(EntityTypeBuilder<SetupLink> builder)
    {
        builder.ToTable("setup_links");
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.HasIndex(l => l.TokenHash).IsUnique();
    }
}
