using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Credentials;

/// <summary>A member's credentials, in the shape that ASP.NET Core Identity keeps them. The user name is the e-mail address.</summary>
internal sealed class Account : IdentityUser<long>
{
    private Account() { }

    public long MemberId { get; private set; }

    public Member Member { get; private set; } = null!;

    /// <summary>The 30-second step of the last accepted one-time code: neither it nor an earlier one is accepted again.</summary>
    public long? LastCodeStep { get; private set; }

    public static Account Create(Member member, string email) => new()
    {
        Member = member,
        Email = email,
        UserName = email,
    };

    /// <summary>Somebody who is not there, to spend the same work on an unknown address.</summary>
    public static Account Nobody() => new();
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.HasOne(a => a.Member).WithOne().HasForeignKey<Account>(a => a.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.NormalizedEmail).IsUnique();
        builder.HasIndex(a => a.NormalizedUserName).IsUnique();
        builder.Property(a => a.Email).HasMaxLength(254).IsRequired();
        builder.Property(a => a.NormalizedEmail).HasMaxLength(254).IsRequired();
        builder.Property(a => a.UserName).HasMaxLength(254).IsRequired();
        builder.Property(a => a.NormalizedUserName).HasMaxLength(254).IsRequired();
        builder.Property(a => a.PasswordHash).HasMaxLength(200);
        builder.Property(a => a.SecurityStamp).HasMaxLength(64);
        builder.Property(a => a.ConcurrencyStamp).HasMaxLength(64).IsConcurrencyToken();
        builder.Ignore(a => a.PhoneNumber);
        builder.Ignore(a => a.PhoneNumberConfirmed);
        // Identity saves whole rows; only the statement that compares and sets it may write the step.
        builder.Property(a => a.LastCodeStep).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
