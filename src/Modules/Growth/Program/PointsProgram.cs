using Guildhall.Growth.Deeds;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Growth.Program;

/// <summary>That a community gives points, and the rules that hold for all of them.</summary>
internal sealed class PointsProgram : ICommunityOwned
{
    public const int MaxDailyPoints = 100_000, MaxValidity = 120;

    private PointsProgram() { }

    public long CommunityId { get; private set; }

    /// <summary>UTC: what was done before counts for nothing.</summary>
    public DateTime StartsAt { get; private set; }

    /// <summary>UTC: since when no points are given; what members have stays.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Deeds of whoever is trusted less count for nothing: neither their own ones nor their votes for others.</summary>
    public TrustLevel MinTrust { get; private set; }

    /// <summary>How many points one member earns in a day at most; <c>null</c> for no limit.</summary>
    public int? DailyPoints { get; private set; }

    /// <summary>Months after which unused points are over; <c>null</c> for never.</summary>
    public int? ValidMonths { get; private set; }

    public DateTime ChangedAt { get; private set; }
    public long ChangedBy { get; private set; }

    public bool IsOpen => ClosedAt is null;

    /// <param name="startsAt">UTC.</param>
    public static PointsProgram Open(long communityId, DateTime startsAt, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        StartsAt = startsAt,
        ChangedBy = by,
        ChangedAt = now,
    };

    public void Change(ProgramTerms terms, long by, DateTime now)
    {
        (MinTrust, DailyPoints, ValidMonths) = (terms.MinTrust, terms.DailyPoints, terms.ValidMonths);
        (ChangedBy, ChangedAt) = (by, now);
    }

    public void Close(long by, DateTime now) => (ClosedAt, ChangedBy, ChangedAt) = (ClosedAt ?? now, by, now);

    /// <summary>Points are given again. What was done meanwhile counts for nothing.</summary>
    public void Reopen(long by, DateTime now)
    {
        if (ClosedAt is not null)
            StartsAt = now;
        (ClosedAt, ChangedBy, ChangedAt) = (null, by, now);
    }
}

/// <summary>What a deed of one kind earns.</summary>
internal sealed class PointsRule : ICommunityOwned
{
    public const int MaxPoints = 10_000, MaxPerDay = 1_000;

    private PointsRule() { }

    public long CommunityId { get; private set; }
    public DeedKind Deed { get; private set; }

    /// <summary>From 1.</summary>
    public int Points { get; private set; }

    /// <summary>How many of a member's deeds of the kind count in a day; <c>null</c> for no limit.</summary>
    public int? PerDay { get; private set; }

    public static PointsRule Of(long communityId, DeedKind deed, RuleTerms terms) =>
        new() { CommunityId = communityId, Deed = deed, Points = terms.Points, PerDay = terms.PerDay };

    public void Become(RuleTerms terms) => (Points, PerDay) = (terms.Points, terms.PerDay);
}

internal sealed class PointsProgramMapping : IEntityTypeConfiguration<PointsProgram>
{
    public void Configure(EntityTypeBuilder<PointsProgram> builder)
    {
        builder.ToTable("points_programs");
        builder.HasKey(p => p.CommunityId);
        builder.Property(p => p.CommunityId).ValueGeneratedNever();
        builder.Ignore(p => p.IsOpen);
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.ChangedBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PointsRuleMapping : IEntityTypeConfiguration<PointsRule>
{
    public void Configure(EntityTypeBuilder<PointsRule> builder)
    {
        builder.ToTable("points_rules");
        builder.HasKey(r => new { r.CommunityId, r.Deed });
    }
}
