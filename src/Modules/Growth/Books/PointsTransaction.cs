using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Growth.Books;

/// <summary>Why points moved.</summary>
public enum PointsReason
{
    /// <summary>For a deed, by a rule.</summary>
    Earned,

    /// <summary>The deed was undone.</summary>
    TakenBack,

    /// <summary>By an operator's hand.</summary>
    Given,

    /// <summary>The same, the other way.</summary>
    Taken,

    /// <summary>For a reward.</summary>
    Redeemed,

    /// <summary>The reward was refused.</summary>
    Returned,

    /// <summary>They were not used in time.</summary>
    Expired,
}

/// <summary>
/// One movement of a member's points because of one document. Its entries sum to zero: here, and once more in the database
/// (Guards.Growth.cs), which also refuses to change or delete them.
/// </summary>
internal sealed class PointsTransaction : ICommunityOwned
{
    public const int MaxKey = 80, MaxNote = 200;

    private readonly List<PointsEntry> _entries = [];

    private PointsTransaction() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }
    public PointsReason Reason { get; private set; }

    /// <summary>Of the document and what of it was booked: whoever books it twice meets the index.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The deed that was rewarded or undone; <c>null</c> for other reasons.</summary>
    public long? DeedId { get; private set; }

    public long? RedemptionId { get; private set; }

    /// <summary>The operator; <c>null</c> where a rule or a clock did it.</summary>
    public long? ById { get; private set; }

    /// <summary>The operator's words for the member; else empty.</summary>
    public string Note { get; private set; } = "";

    /// <summary>The day on the community's calendar on which a deed was done, for limits of a day; <c>null</c> for other reasons.</summary>
    public DateOnly? Day { get; private set; }

    public DateTime At { get; private set; }

    public IReadOnlyList<PointsEntry> Entries => _entries;

    /// <summary>What it changed of what the member has.</summary>
    public long Amount => _entries.Where(e => e.Account == PointsAccount.Member).Sum(e => e.Amount);

    /// <exception cref="ArgumentException">The postings do not sum to zero, or one of them moves nothing.</exception>
    internal static PointsTransaction Record(
        PointsDocument document, PointsReason reason, DateTime at, DateTime? lotAt, params IReadOnlyList<(PointsAccount Account,
            long Amount)> postings)
    {
        if (postings.Count < 2 || postings.Any(p => p.Amount == 0) || postings.Aggregate(0L, (sum, p) => checked(sum + p.Amount)) != 0)
            throw new ArgumentException($"The postings of {document.Key} do not sum to zero, or one of them moves nothing.", nameof(postings));
        var transaction = new PointsTransaction
        {
            CommunityId = document.CommunityId,
            MemberId = document.MemberId,
            Reason = reason,
            Key = document.Key,
            DeedId = document.DeedId,
            RedemptionId = document.RedemptionId,
            ById = document.ById,
            Note = document.Note,
            Day = document.Day,
            At = at,
        };
        // What is taken by hand is of no day: like what is spent, it takes the oldest ones.
        transaction._entries.AddRange(postings.Select(p => PointsEntry.Of(document.CommunityId, document.MemberId, p.Account, p.Amount,
            reason == PointsReason.Taken && p.Account == PointsAccount.Member ? null : lotAt)));
        return transaction;
    }
}

/// <summary>For whom and for what points are booked.</summary>
internal sealed record PointsDocument(long CommunityId, long MemberId, string Key)
{
    public long? DeedId { get; init; }
    public long? RedemptionId { get; init; }
    public long? ById { get; init; }
    public string Note { get; init; } = "";
    public DateOnly? Day { get; init; }
}

internal sealed class PointsTransactionMapping : IEntityTypeConfiguration<PointsTransaction>
{
    public void Configure(EntityTypeBuilder<PointsTransaction> builder)
    {
        builder.ToTable("points_transactions");
        builder.Property(t => t.Key).HasMaxLength(PointsTransaction.MaxKey);
        builder.Property(t => t.Note).HasMaxLength(PointsTransaction.MaxNote);
        builder.Ignore(t => t.Amount);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.ById).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Deeds.Deed>().WithMany().HasForeignKey(t => t.DeedId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Rewards.Redemption>().WithMany().HasForeignKey(t => t.RedemptionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.CommunityId, t.Key }).IsUnique();
        builder.HasIndex(t => new { t.CommunityId, t.MemberId, t.Id });
        builder.HasIndex(t => new { t.CommunityId, t.MemberId, t.Day });
        builder.HasMany(t => t.Entries).WithOne().HasForeignKey(e => e.TransactionId).OnDelete(DeleteBehavior.Restrict);
    }
}
