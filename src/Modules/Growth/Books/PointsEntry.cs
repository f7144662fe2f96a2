using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Growth.Books;

/// <summary>The chart of accounts. Each member has all of them.</summary>
internal enum PointsAccount
{
    /// <summary>What the member can spend; never below zero.</summary>
    Member,

    /// <summary>Where points come from: what it is below zero, the member has earned in all, and levels go by that.</summary>
    Issued,

    /// <summary>What rewards took.</summary>
    Rewards,

    /// <summary>What was not used in time.</summary>
    Expired,

    /// <summary>What should have been taken back and was spent already: below zero, and nobody's debt.</summary>
    Spent,
}

/// <summary>So many points moved into or out of this account.</summary>
internal sealed class PointsEntry : ICommunityOwned
{
    private PointsEntry() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long TransactionId { get; private set; }
    public long MemberId { get; private set; }
    public PointsAccount Account { get; private set; }
    public long Amount { get; private set; }

    /// <summary>
    /// When those points were earned or given that it moves: what is taken back is of the day on which it was earned. Boards and expiry go
    /// by it. <c>null</c> where the oldest ones go first, as for a reward.
    /// </summary>
    public DateTime? LotAt { get; private set; }

    internal static PointsEntry Of(
        long communityId, long memberId, PointsAccount account, long amount, DateTime? lotAt) => new()
    {
        CommunityId = communityId,
        MemberId = memberId,
        Account = account,
        Amount = amount,
        LotAt = lotAt,
    };
}

internal sealed class PointsEntryMapping : IEntityTypeConfiguration<PointsEntry>
{
    public void Configure(EntityTypeBuilder<PointsEntry> builder)
    {
        builder.ToTable("points_entries");
        builder.HasOne<Member>().WithMany().HasForeignKey(e => e.MemberId).OnDelete(DeleteBehavior.Restrict);
        // They hold the amount too, so that sums are read from the index alone: of one member, and of everybody within some days.
        builder.HasIndex(e => new { e.CommunityId, e.MemberId, e.Account, e.LotAt, e.Amount });
        builder.HasIndex(e => new { e.CommunityId, e.Account, e.LotAt, e.MemberId, e.Amount });
    }
}
