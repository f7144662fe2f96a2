using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Screening.Trust;

/// <summary>How far a community trusts a member. Who has no row is new.</summary>
internal sealed class TrustStanding : ICommunityOwned
{
    public const int MaxReason = 400;

    private TrustStanding() { }

    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }
    public TrustLevel Level { get; private set; }
    public DateTime Since { get; private set; }

    /// <summary>When it was reckoned last.</summary>
    public DateTime CheckedAt { get; private set; }

    /// <summary>Of the highest level: since when too little is done to keep it; <c>null</c> while enough is.</summary>
    public DateTime? BelowSince { get; private set; }

    /// <summary>An operator's word that the level stays as it is; <c>null</c> where it follows from what the member does.</summary>
    public DateTime? LockedAt { get; private set; }

    public long? LockedBy { get; private set; }
    public string? LockReason { get; private set; }

    public bool IsLocked => LockedAt is not null;

    public static TrustStanding Of(long communityId, long memberId, DateTime now) =>
        new() { CommunityId = communityId, MemberId = memberId, Since = now, CheckedAt = now };

    /// <summary>By what the member has done. Locked ones stay.</summary>
    public void Reckon(TrustReckoning reckoned, NumbersForTrust terms, DateTime now)
    {
        CheckedAt = now;
        if (IsLocked)
            return;
        if (reckoned.Level >= Level)
        {
            BelowSince = null;
            Become(reckoned.Level, now);
            return;
        }
        // Only the highest is lost by doing less, and not at once.
        if (Level != TrustLevel.Trusted || reckoned.KeepsTrusted)
        {
            BelowSince = null;
            return;
        }
        BelowSince ??= now;
        if (now - Later(BelowSince.Value, Since) >= terms.Grace)
        {
            BelowSince = null;
            Become(TrustLevel.Regular, now);
        }
    }

    public void Lock(TrustLevel level, string reason, long by, DateTime now)
    {
        (LockedAt, LockedBy, LockReason, BelowSince) = (now, by, reason, null);
        Become(level, now);
    }

    public void Unlock() => (LockedAt, LockedBy, LockReason) = (null, null, null);

    private void Become(TrustLevel level, DateTime now)
    {
        if (level != Level)
            (Level, Since) = (level, now);
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}

internal sealed class TrustStandingMapping : IEntityTypeConfiguration<TrustStanding>
{
    public void Configure(EntityTypeBuilder<TrustStanding> builder)
    {
        builder.ToTable("trust_standings");
        builder.HasKey(s => new { s.CommunityId, s.MemberId });
        builder.Property(s => s.LockReason).HasMaxLength(TrustStanding.MaxReason);
        builder.Ignore(s => s.IsLocked);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.LockedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.MemberId);
        builder.HasIndex(s => new { s.CommunityId, s.Level, s.MemberId });
    }
}
