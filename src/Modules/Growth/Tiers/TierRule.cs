using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Growth.Tiers;

/// <summary>What one has to contribute for a tier.</summary>
public enum TierRuleKind
{
    /// <summary>To be on a level or above; it is held as long as one is.</summary>
    Level,

    /// <summary>So many points within so many days; it is then held for some days.</summary>
    Points,
}

/// <summary>
/// A tier that is held for contributions. It gives grants with a source of their own, beside what is paid for, so that nothing paid is ever
/// less. Its terms never change: another rule takes its place.
/// </summary>
internal sealed class TierRule : ICommunityOwned
{
    public const int MaxDays = 3_650;
    public const long MaxPoints = 10_000_000;

    private TierRule() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>A tier of Memberships: no foreign key.</summary>
    public long TierId { get; private set; }

    public TierRuleKind Kind { get; private set; }

    /// <summary>Of <see cref="TierRuleKind.Level"/>.</summary>
    public int Level { get; private set; }

    /// <summary>Of <see cref="TierRuleKind.Points"/>, as are the days.</summary>
    public long Points { get; private set; }

    public int WithinDays { get; private set; }
    public int ForDays { get; private set; }

    public DateTime CreatedAt { get; private set; }
    public long CreatedBy { get; private set; }
    public DateTime? EndedAt { get; private set; }
    public long? EndedBy { get; private set; }

    public static TierRule Of(long communityId, TierRuleTerms terms, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        TierId = terms.TierId,
        Kind = terms.Kind,
        Level = terms.Level,
        Points = terms.Points,
        WithinDays = terms.WithinDays,
        ForDays = terms.ForDays,
        CreatedAt = now,
        CreatedBy = by,
    };

    public void End(long by, DateTime now) => (EndedAt, EndedBy) = (EndedAt ?? now, EndedBy ?? by);
}

/// <summary>A rule as it is decided.</summary>
internal sealed record TierRuleTerms(long TierId, TierRuleKind Kind, int Level, long Points, int WithinDays, int ForDays)
{
    /// <exception cref="Refused">422 at the field.</exception>
    public TierRuleTerms Check(int levels)
    {
        if (Kind == TierRuleKind.Level)
            return Level >= 1 && Level <= levels ? this with { Points = 0, WithinDays = 0, ForDays = 0 }
                : throw Refused.AtField("level", "level_unknown", "Choose one of the levels.");
        if (Points is < 1 or > TierRule.MaxPoints)
            throw Refused.AtField("points", "points_out_of_range", "Enter a number from 1 to {0}.", TierRule.MaxPoints);
        CheckDays("withinDays", WithinDays);
        CheckDays("forDays", ForDays);
        return this with { Level = 0 };
    }

    private static void CheckDays(string field, int days)
    {
        if (days is < 1 or > TierRule.MaxDays)
            throw Refused.AtField(field, "days_out_of_range", "Enter a number of days from 1 to {0}.", TierRule.MaxDays);
    }
}

/// <summary>That a member holds a tier by a rule: the document that the grant rests on.</summary>
internal sealed class TierAward : ICommunityOwned
{
    public const string OwnKind = "tier_award";

    private TierAward() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long RuleId { get; private set; }
    public long MemberId { get; private set; }
    public DateTime StartsAt { get; private set; }

    /// <summary>UTC, exclusive; <c>null</c> for as long as the rule says.</summary>
    public DateTime? Until { get; private set; }

    /// <summary>When it was ended early.</summary>
    public DateTime? EndedAt { get; private set; }

    public Kernel.Contracts.Thing Document => new(OwnKind, Id);

    public bool RunsAt(DateTime at) => EndedAt is null && (Until is null || Until > at);

    public static TierAward Of(TierRule rule, long memberId, DateTime now) => new()
    {
        CommunityId = rule.CommunityId,
        RuleId = rule.Id,
        MemberId = memberId,
        StartsAt = now,
        Until = rule.Kind == TierRuleKind.Points ? now.AddDays(rule.ForDays) : null,
    };

    public void End(DateTime now) => EndedAt ??= now;
}

internal sealed class TierRuleMapping : IEntityTypeConfiguration<TierRule>
{
    public void Configure(EntityTypeBuilder<TierRule> builder)
    {
        builder.ToTable("tier_rules");
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.EndedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CommunityId, r.EndedAt });
    }
}

internal sealed class TierAwardMapping : IEntityTypeConfiguration<TierAward>
{
    public void Configure(EntityTypeBuilder<TierAward> builder)
    {
        builder.ToTable("tier_awards");
        builder.Ignore(a => a.Document);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<TierRule>().WithMany().HasForeignKey(a => a.RuleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.CommunityId, a.RuleId, a.MemberId });
        builder.HasIndex(a => new { a.CommunityId, a.MemberId, a.EndedAt });
    }
}
