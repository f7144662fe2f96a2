using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Credentials;

// Identity's own rows. AppDb is a plain context, so what IdentityDbContext would map (schema version 3) is mapped here.

internal sealed class AccountClaimMapping : IEntityTypeConfiguration<IdentityUserClaim<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> builder)
    {
        builder.ToTable("account_claims");
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.UserId).IsRequired();
        builder.Property(c => c.UserId).HasColumnName("AccountId");
        builder.Property(c => c.ClaimType).HasMaxLength(256);
        builder.Property(c => c.ClaimValue).HasMaxLength(1024);
    }
}

/// <summary>Sign-in by another service: the provider and its own key of the person, never an e-mail address, name the account.</summary>
internal sealed class AccountLoginMapping : IEntityTypeConfiguration<IdentityUserLogin<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> builder)
    {
        builder.ToTable("account_logins");
        builder.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.UserId).IsRequired();
        builder.Property(l => l.UserId).HasColumnName("AccountId");
        builder.Property(l => l.LoginProvider).HasMaxLength(128);
        builder.Property(l => l.ProviderKey).HasMaxLength(128);
        builder.Property(l => l.ProviderDisplayName).HasMaxLength(128);
    }
}

/// <summary>The authenticator's key and the recovery codes; <see cref="AccountStore"/> encrypts the values.</summary>
internal sealed class AccountTokenMapping : IEntityTypeConfiguration<IdentityUserToken<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<long>> builder)
    {
        builder.ToTable("account_secrets");
        builder.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        builder.HasOne<Account>().WithMany().HasForeignKey(t => t.UserId).IsRequired();
        builder.Property(t => t.UserId).HasColumnName("AccountId");
        builder.Property(t => t.LoginProvider).HasMaxLength(128);
        builder.Property(t => t.Name).HasMaxLength(128);
        builder.Property(t => t.Value).HasMaxLength(2048);
    }
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<long>> builder)
    {
        builder.ToTable("passkeys");
        builder.HasKey(p => p.CredentialId);
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId).IsRequired();
        builder.Property(p => p.UserId).HasColumnName("AccountId");
        // The longest that WebAuthn allows (level 3, section 6.5.1).
        builder.Property(p => p.CredentialId).HasMaxLength(1023);
        builder.OwnsOne(p => p.Data, data => data.ToJson());
    }
}
