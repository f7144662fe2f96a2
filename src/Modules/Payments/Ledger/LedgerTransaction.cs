using System.Text.RegularExpressions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Ledger;

/// <summary>
/// One movement of money because of one document. Its entries sum to zero per currency: here, and once more in the database
/// (Guards.Payments.cs), which also refuses to change or delete them.
/// </summary>
internal sealed class LedgerTransaction : ICommunityOwned
{
    private readonly List<Entry> _entries = [];

    private LedgerTransaction() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>One of <see cref="LedgerDocuments"/>.</summary>
    public string DocumentKind { get; private set; } = "";

    public long DocumentId { get; private set; }

    /// <summary>What of the document was booked: one purpose is booked once.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>The order for whose sake, to find a transaction from its order; <c>null</c> where there is none, as for costs.</summary>
    public long? OrderId { get; private set; }

    /// <summary>When the money moved, by our clock: the instant that sums go by.</summary>
    public DateTime At { get; private set; }

    public IReadOnlyList<Entry> Entries => _entries;

    /// <exception cref="ArgumentException">The postings do not sum to zero, or one of them moves nothing.</exception>
    public static LedgerTransaction Record(
        long communityId, long? orderId, Thing document, string purpose, DateTime at, params IReadOnlyList<Posting> postings)
    {
        if (postings.Count < 2 || postings.Any(p => p.Amount == 0))
            throw new ArgumentException($"A transaction of {document} needs two postings or more, and each moves something.", nameof(postings));
        if (postings.GroupBy(p => p.Currency)
            .FirstOrDefault(c => c.Aggregate(0L, (sum, p) => checked(sum + p.Amount)) != 0) is { } unbalanced)
            throw new ArgumentException($"The postings of {document} in {unbalanced.Key} do not sum to zero.", nameof(postings));

        var transaction = new LedgerTransaction
        {
            CommunityId = communityId,
            OrderId = orderId,
            DocumentKind = document.Kind,
            DocumentId = document.Id,
            Purpose = purpose,
            At = at,
        };
        transaction._entries.AddRange(postings.Select(p => Entry.Of(communityId, p, at)));
        return transaction;
    }
}

/// <param name="Account">One of <see cref="Accounts"/>.</param>
/// <param name="Amount">Minor units; debit is positive.</param>
internal sealed record Posting(string Account, long Amount, string Currency);

/// <summary>This amount moved into or out of this account.</summary>
internal sealed partial class Entry : ICommunityOwned
{
    private Entry() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long TransactionId { get; private set; }
    public string Account { get; private set; } = "";

    /// <summary>Minor units; debit is positive.</summary>
    public long Amount { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>The transaction's instant once more, so that a sum over a month reads one index.</summary>
    public DateTime At { get; private set; }

    internal static Entry Of(long communityId, Posting posting, DateTime at) => new()
    {
        CommunityId = communityId,
        Account = AccountName.IsMatch(posting.Account) ? posting.Account : throw new ArgumentException($"'{posting.Account}' is no account."),
        Amount = posting.Amount,
        Currency = posting.Currency,
        At = at,
    };

    [GeneratedRegex("^[a-z]+(:[a-z0-9-]+)+$")]
    private static partial Regex AccountName { get; }
}

internal sealed class LedgerTransactionMapping : IEntityTypeConfiguration<LedgerTransaction>
{
    public void Configure(EntityTypeBuilder<LedgerTransaction> builder)
    {
        builder.ToTable("ledger_transactions");
        builder.Property(t => t.DocumentKind).HasMaxLength(40);
        builder.Property(t => t.Purpose).HasMaxLength(40);
        // Whoever processes a document twice meets this.
        builder.HasIndex(t => new { t.DocumentKind, t.DocumentId, t.Purpose }).IsUnique();
        builder.HasIndex(t => new { t.CommunityId, t.Id });
        builder.HasIndex(t => new { t.CommunityId, t.OrderId });
        builder.HasMany(t => t.Entries).WithOne().HasForeignKey(e => e.TransactionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EntryMapping : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.ToTable("ledger_entries");
        builder.Property(e => e.Account).HasMaxLength(80);
        builder.Property(e => e.Currency).HasMaxLength(3);
        // Holds the amount too, so that sums are read from the index alone.
        builder.HasIndex(e => new { e.CommunityId, e.Account, e.Currency, e.At, e.Amount });
    }
}
