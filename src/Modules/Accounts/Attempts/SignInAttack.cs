using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Attempts;

/// <summary>A day on which devices that are not known to an account guessed at it: one row a day, so that one alarm is given.</summary>
internal sealed class SignInAttack
{
    private SignInAttack() { }

    public long Id { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>The midnight in UTC with which it began.</summary>
    public DateTime Day { get; private set; }

    public DateTime StartedAt { get; private set; }
    public DateTime LastAt { get; private set; }

    /// <summary>Tries that reached the account; those that had to wait are not among them.</summary>
    public int Tries { get; private set; }

    /// <summary>When codes were guessed behind the right password; <c>null</c> while only passwords were.</summary>
    public DateTime? PasswordKnownAt { get; private set; }

    public static SignInAttack Begin(long memberId, int tries, bool passwordKnown, DateTime now) => new()
    {
        MemberId = memberId,
        Day = now.Date,
        StartedAt = now,
        LastAt = now,
        Tries = tries,
        PasswordKnownAt = passwordKnown ? now : null,
    };

    /// <returns>Whether it has become worse: somebody is told again.</returns>
    public bool GoOn(bool passwordKnown, DateTime now)
    {
        var worse = passwordKnown && PasswordKnownAt is null;
        (LastAt, Tries) = (now, Tries + 1);
        PasswordKnownAt ??= passwordKnown ? now : null;
        return worse;
    }
}

internal sealed class SignInAttackMapping : IEntityTypeConfiguration<SignInAttack>
{
    public void Configure(EntityTypeBuilder<SignInAttack> builder)
    {
        builder.ToTable("sign_in_attacks");
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.MemberId, a.Day }).IsUnique();
    }
}
