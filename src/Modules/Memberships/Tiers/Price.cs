using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Tiers;

/// <summary>What a tier costs from an instant on, until a later row of the same interval and currency. Never changed: orders point at
/// it.</summary>
internal sealed class Price : ICommunityOwned
{
    private Price() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long TierId { get; private set; }
    public Interval Interval { get; private set; }

    /// <summary>Minor units, at least 1; <c>null</c> ends the sale of this interval.</summary>
    public long? Amount { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>How many days it buys; only where days are sold.</summary>
    public int? Days { get; private set; }

    /// <summary>The last day that it buys, on the community's calendar; only where it is sold until a day.</summary>
    public DateOnly? LastDay { get; private set; }

    /// <summary>Days that a newcomer may try for nothing; 0 for none.</summary>
    public int TrialDays { get; private set; }

    /// <summary>Minor units of a newcomer's first period; <c>null</c> where it costs as much as every other.</summary>
    public long? IntroAmount { get; private set; }

    public DateTime From { get; private set; }

    /// <summary><c>null</c> for the guided set-up.</summary>
    public long? SetBy { get; private set; }

    /// <summary>The terms of sale as they were set.</summary>
    public PriceTerms Terms => new(Interval, Amount, Currency)
    {
        Days = Days, LastDay = LastDay, TrialDays = TrialDays, IntroAmount = IntroAmount,
    };

    public static Price Set(Tier tier, PriceTerms terms, long? by, DateTime now) => new()
    {
        CommunityId = tier.CommunityId,
        TierId = tier.Id,
        Interval = terms.Interval,
        Amount = terms.Amount is null or > 0 ? terms.Amount
            : throw new ArgumentOutOfRangeException(nameof(terms), terms.Amount, "A price is positive."),
        Currency = terms.Currency,
        Days = terms.Days,
        LastDay = terms.LastDay,
        TrialDays = terms.TrialDays,
        IntroAmount = terms.IntroAmount,
        From = now,
        SetBy = by,
    };
}

internal sealed class PriceMapping : IEntityTypeConfiguration<Price>
{
    public void Configure(EntityTypeBuilder<Price> builder)
    {
        builder.ToTable("prices", table => table.HasCheckConstraint("ck_prices_amount", "amount IS NULL OR amount > 0"));
        builder.Property(p => p.Currency).HasMaxLength(3);
        builder.Ignore(p => p.Terms);
        builder.HasIndex(p => new { p.CommunityId, p.TierId, p.Interval, p.Currency, p.Id });
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.SetBy).OnDelete(DeleteBehavior.Restrict);
    }
}
