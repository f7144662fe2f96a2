using Guildhall.Accounts.Credentials;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Mails;

/// <summary>What the holder of a mailed link may do, once.</summary>
internal enum LinkPurpose
{
    SignIn,
    ConfirmEmail,

    /// <summary>Sets name and password of an account that came with a purchase.</summary>
    Welcome,

    /// <summary>Deletes the account.</summary>
    Deletion,
}

/// <summary>
/// A link that was mailed to an account's address. It dies at its use, at its end, and when the account has another address.
/// </summary>
internal sealed class MailedLink
{
    private MailedLink() { }

    /// <summary>SHA-256 of the secret in the link.</summary>
    public string Hash { get; private set; } = "";

    public long AccountId { get; private set; }
    public LinkPurpose Purpose { get; private set; }

    /// <summary>The address that it was mailed to: whoever opens the link has shown to read there.</summary>
    public string Email { get; private set; } = "";

    public DateTime ExpiresAt { get; private set; }
    public DateTime? UsedAt { get; private set; }

    public static (MailedLink Link, string Secret) Issue(Account account, LinkPurpose purpose, TimeSpan life, DateTime now)
    {
        var secret = Secret.New();
        return (new MailedLink { Hash = Secret.Hash(secret), AccountId = account.Id, Purpose = purpose, Email = account.Email!,
            ExpiresAt = now + life }, secret);
    }
}

internal sealed class MailedLinkMapping : IEntityTypeConfiguration<MailedLink>
{
    public void Configure(EntityTypeBuilder<MailedLink> builder)
    {
        builder.ToTable("mailed_links");
        builder.HasKey(l => l.Hash);
        builder.Property(l => l.Hash).HasMaxLength(64);
        builder.Property(l => l.Email).HasMaxLength(254);
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(l => l.ExpiresAt);
    }
}
