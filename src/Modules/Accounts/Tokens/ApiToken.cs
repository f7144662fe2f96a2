using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Tokens;

/// <summary>A key for programs: it acts for its member within its scopes. Only its hash is kept, so it can be shown once.</summary>
internal sealed class ApiToken
{
    /// <summary>Lets secret scanners recognise one that was published by mistake.</summary>
    public const string Prefix = "gh_";

    private ApiToken() { }

    public long Id { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>What its owner calls it, 1 to 60 characters.</summary>
    public string Name { get; private set; } = "";

    public string KeyHash { get; private set; } = "";

    /// <summary>Separated by spaces.</summary>
    public string Scopes { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    /// <summary>UTC; <c>null</c> for no end.</summary>
    public DateTime? ExpiresAt { get; private set; }

    /// <summary>Exact to five minutes; <c>null</c> when it was never used.</summary>
    public DateTime? LastUsedAt { get; private set; }

    /// <summary>UTC; <c>null</c> while it works.</summary>
    public DateTime? RevokedAt { get; private set; }

    public static (ApiToken Token, string Key) Issue(long memberId, string name, IEnumerable<string> scopes, TimeSpan? life, DateTime now)
    {
        var key = Prefix + Secret.New();
        var token = new ApiToken
        {
            MemberId = memberId,
            Name = name,
            KeyHash = Secret.Hash(key),
            Scopes = string.Join(' ', scopes),
            CreatedAt = now,
            ExpiresAt = now + life,
        };
        return (token, key);
    }
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(t => t.Name).HasMaxLength(60);
        builder.Property(t => t.KeyHash).HasMaxLength(64);
        builder.Property(t => t.Scopes).HasMaxLength(400);
        builder.HasIndex(t => t.KeyHash).IsUnique();
        builder.HasIndex(t => t.MemberId);
    }
}
