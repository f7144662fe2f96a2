using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.ByHand;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Incomes;

/// <summary>
/// Something that was earned beside the sales here, as from advertising, on the day on which the money came. It is never edited, only
/// reversed.
/// </summary>
internal sealed class Income : IEntered<Income, IncomeTyped, IncomeWish>
{
    public const int MaxPayer = 200, MaxNumber = 80, MaxNote = 300, KeyLength = 120;

    /// <summary>What can be earned elsewhere; memberships, content and tips are sold here and book themselves.</summary>
    public static readonly IReadOnlyList<string> Streams = ["advertising", "goods", "tickets", "services"];

    private Income() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>By the community's clock.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The instant at which it is booked, within <see cref="Day"/>.</summary>
    public DateTime At { get; private set; }

    /// <summary>One of <see cref="Streams"/>.</summary>
    public string Stream { get; private set; } = "";

    /// <summary>Who paid.</summary>
    public string Payer { get; private set; } = "";

    /// <summary>Minor units.</summary>
    public long Amount { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>Where the money is: the bank or the cash box.</summary>
    public PaidFrom Into { get; private set; }

    /// <summary>Of the bill, the contract or the bank's entry; empty without. A payer's number is entered once.</summary>
    public string Number { get; private set; } = "";

    public string Note { get; private set; } = "";
    public long EnteredById { get; private set; }
    public DateTime EnteredAt { get; private set; }

    public string EntryKey { get; private set; } = "";

    public static string DocumentKind => LedgerDocuments.Income;

    public static EntryColumns Columns => IncomeReading.Columns;

    public static Income Enter(long communityId, IncomeWish wish, DateTime at, string key, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        Day = wish.Day,
        At = at,
        Stream = wish.Stream,
        Payer = wish.Payer,
        Amount = wish.Amount > 0 ? wish.Amount : throw new ArgumentOutOfRangeException(nameof(wish), wish.Amount, "Income is positive."),
        Currency = wish.Currency,
        Into = wish.Into == PaidFrom.Payable ? throw new ArgumentException("Money is not paid into a debt.", nameof(wish)) : wish.Into,
        Number = wish.Number,
        Note = wish.Note,
        EnteredById = by,
        EnteredAt = now,
        EntryKey = key,
    };

    public static IncomeTyped Typed(Func<string, string?> cell) => new(
        cell("day"), cell("stream"), cell("payer"), cell("amount"), cell("currency"), cell("account"), cell("number"), cell("note"));

    public static IncomeWish? Read(IncomeTyped typed, string usual, DateOnly today, List<Refused> faults) =>
        IncomeReading.Read(typed, usual, today, faults);

    public IncomeWish ToWish() => new(Day, Stream, Payer, Amount, Currency, Into, Number, Note);

    public LedgerTransaction Book() => Books.Receive(this);

    public LedgerTransaction Reverse(Reversal reversal) => Books.Reverse(reversal, this);

    /// <summary>A bill that stands in the books, or further up in the same file, is not entered a second time.</summary>
    public static async Task<IReadOnlyDictionary<IncomeWish, Refused>> DoubtsAsync(
        AppDb db, IReadOnlyList<IncomeWish> wishes, CancellationToken cancel)
    {
        var taken = new HashSet<(string, string)>();
        foreach (var numbers in wishes.Where(w => w.Number.Length > 0).Select(w => w.Number).Distinct().Chunk(500))
        {
            var standing = await db.Set<Income>().Where(i => numbers.Contains(i.Number)
                    && !db.Set<Reversal>().Any(r => r.DocumentKind == LedgerDocuments.Income && r.DocumentId == i.Id))
                .Select(i => new { i.Payer, i.Number }).ToListAsync(cancel);
            taken.UnionWith(standing.Select(i => (i.Payer, i.Number)));
        }
        var doubts = new Dictionary<IncomeWish, Refused>();
        foreach (var wish in wishes.Where(w => w.Number.Length > 0 && !taken.Add((w.Payer, w.Number))))
            doubts.TryAdd(wish, Refused.AtField("number", "income_number_taken",
                "Document {0} of {1} is entered already. If that was wrong, reverse it first.", wish.Number, wish.Payer));
        return doubts;
    }
}

/// <summary>Income as it was read and checked, see <see cref="IncomeReading"/>.</summary>
/// <param name="Amount">Minor units of <paramref name="Currency"/>.</param>
public sealed record IncomeWish(
    DateOnly Day, string Stream, string Payer, long Amount, string Currency, PaidFrom Into, string Number, string Note) : IWish
{
    /// <inheritdoc/>
    public string Content => string.Create(CultureInfo.InvariantCulture,
        $"income\n{Days.Text(Day)}\n{Stream}\n{Payer}\n{Amount}\n{Currency}\n{Into}\n{Number}\n{Note}");
}

internal sealed class IncomeMapping : IEntityTypeConfiguration<Income>
{
    public void Configure(EntityTypeBuilder<Income> builder)
    {
        builder.ToTable("incomes");
        // As text on both databases, so that a backup carries it from one to the other.
        builder.Property(i => i.Day).HasConversion(day => Days.Text(day), text => Days.Of(text)).HasMaxLength(10);
        builder.Property(i => i.Stream).HasMaxLength(40);
        builder.Property(i => i.Payer).HasMaxLength(Income.MaxPayer);
        builder.Property(i => i.Currency).HasMaxLength(3);
        builder.Property(i => i.Number).HasMaxLength(Income.MaxNumber);
        builder.Property(i => i.Note).HasMaxLength(Income.MaxNote);
        builder.Property(i => i.EntryKey).HasMaxLength(Income.KeyLength);
        builder.HasIndex(i => new { i.CommunityId, i.EntryKey }).IsUnique();
        builder.HasIndex(i => new { i.CommunityId, i.Number });
        builder.HasIndex(i => new { i.CommunityId, i.Stream, i.Currency, i.At });
        builder.HasOne<Member>().WithMany().HasForeignKey(i => i.EnteredById).OnDelete(DeleteBehavior.Restrict);
    }
}
