using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.ByHand;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Costs;

/// <summary>What the money was spent for.</summary>
public enum CostKind
{
    /// <summary>Authors' fees, recordings, translations: what makes the content.</summary>
    Production,

    /// <summary>Advertising and events that bring members.</summary>
    Marketing,

    /// <summary>Servers, tools, people who run the place.</summary>
    Operation,
}

/// <summary>Where the money comes from.</summary>
public enum PaidFrom
{
    Bank,
    Cash,

    /// <summary>Not paid yet: owed to a supplier.</summary>
    Payable,
}

/// <summary>Something that the operator spent. It is never edited, only reversed.</summary>
internal sealed class Cost : IEntered<Cost, CostTyped, CostWish>
{
    public const int MaxText = 200, KeyLength = 120;

    private Cost() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>By the community's clock.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The instant at which it is booked, within <see cref="Day"/>.</summary>
    public DateTime At { get; private set; }

    public CostKind Kind { get; private set; }
    public string Text { get; private set; } = "";

    /// <summary>In thousandths: 2.5 hours are 2500.</summary>
    public long Quantity { get; private set; }

    /// <summary>Minor units for one.</summary>
    public long UnitAmount { get; private set; }

    /// <summary>Minor units: quantity × price, rounded half up to the minor unit.</summary>
    public long Amount { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    public PaidFrom From { get; private set; }
    public long EnteredById { get; private set; }
    public DateTime EnteredAt { get; private set; }

    /// <summary>One key is one cost: a form that is sent twice, a file that is imported twice.</summary>
    public string EntryKey { get; private set; } = "";

    public static string DocumentKind => LedgerDocuments.Cost;

    public static EntryColumns Columns => CostReading.Columns;

    public static Cost Enter(long communityId, CostWish wish, DateTime at, string key, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        Day = wish.Day,
        At = at,
        Kind = wish.Kind,
        Text = wish.Text,
        Quantity = wish.Quantity,
        UnitAmount = wish.UnitAmount,
        Amount = wish.Amount > 0 ? wish.Amount : throw new ArgumentOutOfRangeException(nameof(wish), wish.Amount, "A cost is positive."),
        Currency = wish.Currency,
        From = wish.From,
        EnteredById = by,
        EnteredAt = now,
        EntryKey = key,
    };

    public static CostTyped Typed(Func<string, string?> cell) =>
        new(cell("day"), cell("kind"), cell("text"), cell("quantity"), cell("unitAmount"), cell("currency"), cell("account"));

    public static CostWish? Read(CostTyped typed, string usual, DateOnly today, List<Refused> faults) =>
        CostReading.Read(typed, usual, today, faults);

    public CostWish ToWish() => new(Day, Kind, Text, Quantity, UnitAmount, Currency, From);

    public LedgerTransaction Book() => Books.Spend(this);

    public LedgerTransaction Reverse(Reversal reversal) => Books.Reverse(reversal, this);
}

/// <summary>A cost as it was read and checked, see <see cref="CostReading"/>.</summary>
/// <param name="Quantity">In thousandths.</param>
/// <param name="UnitAmount">Minor units of <paramref name="Currency"/>.</param>
public sealed record CostWish(DateOnly Day, CostKind Kind, string Text, long Quantity, long UnitAmount, string Currency, PaidFrom From)
    : IWish
{
    /// <summary>Minor units, rounded half up.</summary>
    public long Amount => (long)(((Int128)UnitAmount * Quantity + 500) / 1000);

    /// <inheritdoc/>
    public string Content => string.Create(CultureInfo.InvariantCulture,
        $"{Days.Text(Day)}\n{Kind}\n{Text}\n{Quantity}\n{UnitAmount}\n{Currency}\n{From}");
}

internal sealed class CostMapping : IEntityTypeConfiguration<Cost>
{
    public void Configure(EntityTypeBuilder<Cost> builder)
    {
        builder.ToTable("costs");
        // As text on both databases, so that a backup carries it from one to the other.
        builder.Property(c => c.Day).HasConversion(day => Days.Text(day), text => Days.Of(text)).HasMaxLength(10);
        builder.Property(c => c.Text).HasMaxLength(Cost.MaxText);
        builder.Property(c => c.Currency).HasMaxLength(3);
        builder.Property(c => c.EntryKey).HasMaxLength(Cost.KeyLength);
        builder.HasIndex(c => new { c.CommunityId, c.EntryKey }).IsUnique();
        builder.HasIndex(c => new { c.CommunityId, c.Kind, c.Currency, c.At });
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.EnteredById).OnDelete(DeleteBehavior.Restrict);
    }
}
