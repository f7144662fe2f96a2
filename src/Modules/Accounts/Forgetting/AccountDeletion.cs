using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Forgetting;

/// <summary>
/// A member has asked for their account to be deleted. It is done after a grace, within which signing in takes the wish back: then there is
/// no row. Once it is done the row stays as the proof, and holds nothing but the number of a member without a name.
/// </summary>
internal sealed class AccountDeletion
{
    public static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    private AccountDeletion() { }

    public long MemberId { get; private set; }
    public DateTime AskedAt { get; private set; }
    public DateTime DueAt { get; private set; }

    /// <summary>Whether the words go that they wrote; else they stay without the name.</summary>
    public bool TakesPosts { get; private set; }

    /// <summary>From then on it cannot be taken back.</summary>
    public DateTime? BegunAt { get; private set; }

    public DateTime? DoneAt { get; private set; }

    public static AccountDeletion Of(long memberId, bool takesPosts, DateTime now) =>
        new() { MemberId = memberId, TakesPosts = takesPosts, AskedAt = now, DueAt = now + Grace };

    public void Done(DateTime now) => DoneAt = now;
}

internal sealed class AccountDeletionMapping : IEntityTypeConfiguration<AccountDeletion>
{
    public void Configure(EntityTypeBuilder<AccountDeletion> builder)
    {
        builder.ToTable("account_deletions");
        builder.HasKey(d => d.MemberId);
        builder.Property(d => d.MemberId).ValueGeneratedNever();
        builder.HasOne<Member>().WithOne().HasForeignKey<AccountDeletion>(d => d.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => d.DueAt);
    }
}
