using Guildhall.Kernel.Data;
using Guildhall.Payments.Costs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Shares;

/// <summary>Money that the operator paid to a member or a supplier to whom it was owed. Never edited, only reversed.</summary>
internal sealed class Payout : ICommunityOwned
{
    public const int MaxNote = 200, KeyLength = 120;

    private Payout() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>The account on which it was owed.</summary>
    public string Account { get; private set; } = "";

    /// <summary>Minor units.</summary>
    public long Amount { get; private set; }

    public string Currency { get; private set; } = "";
    public PaidFrom From { get; private set; }

    /// <summary>The bank's reference or the like.</summary>
    public string Note { get; private set; } = "";

    public long ById { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>One key is one payout.</summary>
    public string EntryKey { get; private set; } = "";

    public static Payout Make(
        long communityId, string account, long amount, string currency, PaidFrom from, string note, string key, long by, DateTime now) =>
            new()
    {
        CommunityId = communityId,
        Account = account,
        Amount = amount > 0 ? amount : throw new ArgumentOutOfRangeException(nameof(amount), amount, "A payout is positive."),
        Currency = currency,
        From = from == PaidFrom.Payable ? throw new ArgumentException("Nothing is paid from what is owed.", nameof(from)) : from,
        Note = note,
        ById = by,
        At = now,
        EntryKey = key,
    };
}

internal sealed class PayoutMapping : IEntityTypeConfiguration<Payout>
{
    public void Configure(EntityTypeBuilder<Payout> builder)
    {
        builder.ToTable("payouts");
        builder.Property(p => p.Account).HasMaxLength(80);
        builder.Property(p => p.Currency).HasMaxLength(3);
        builder.Property(p => p.Note).HasMaxLength(Payout.MaxNote);
        builder.Property(p => p.EntryKey).HasMaxLength(Payout.KeyLength);
        builder.HasIndex(p => new { p.CommunityId, p.EntryKey }).IsUnique();
        builder.HasIndex(p => new { p.CommunityId, p.Account });
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.ById).OnDelete(DeleteBehavior.Restrict);
    }
}
