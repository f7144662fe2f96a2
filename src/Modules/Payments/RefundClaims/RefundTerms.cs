using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.RefundClaims;

/// <summary>What a community says about money back in general; the usual terms where it has set none.</summary>
internal sealed class RefundTerms : ICommunityOwned
{
    public const int UsualPerYear = 1, MostPerYear = 12;

    private RefundTerms() { }

    public long CommunityId { get; private set; }

    /// <summary>A coupon can be used once more when all of the price went back.</summary>
    public bool GivesCouponsBack { get; private set; }

    /// <summary>How often a member may take the money for one item back by themselves within a year; further times they ask.</summary>
    public int PerYear { get; private set; } = UsualPerYear;

    public static RefundTerms Usual(long communityId) => new() { CommunityId = communityId };

    public void Change(bool givesCouponsBack, int perYear) => (GivesCouponsBack, PerYear) = (givesCouponsBack, perYear);

    public static async Task<RefundTerms> OfAsync(AppDb db, CancellationToken cancel) =>
        await db.Set<RefundTerms>().AsNoTracking().SingleOrDefaultAsync(cancel) ?? Usual(db.CommunityId);
}

/// <summary>Within what money goes back for one kind of things, or for all that have no rule of their own.</summary>
internal sealed class RefundRule : ICommunityOwned
{
    /// <summary>The kind of the rule for everything that has none of its own.</summary>
    public const string Everything = "";

    public const int MostDays = 366, MostCount = 10_000;

    private RefundRule() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>A kind of sellables, or <see cref="Everything"/>.</summary>
    public string Kind { get; private set; } = "";

    public RefundHandling Handling { get; private set; }

    /// <summary>Days of 24 hours after the payment.</summary>
    public int Days { get; private set; }

    /// <summary>Fewer than so many uses; <c>null</c> where use does not matter.</summary>
    public int? FewerThan { get; private set; }

    /// <summary>At most so many days into the period that was paid for; <c>null</c> where that does not matter.</summary>
    public int? DaysIntoPeriod { get; private set; }

    public static RefundRule For(long communityId, string kind) => new() { CommunityId = communityId, Kind = kind };

    public void Change(RefundHandling handling, int days, int? fewerThan, int? daysIntoPeriod) =>
        (Handling, Days, FewerThan, DaysIntoPeriod) = (handling, days, fewerThan, daysIntoPeriod);

    /// <summary>The rules that hold for these kinds, by kind; a kind without one is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, RefundRule>> OfKindsAsync(
        IQueryable<RefundRule> rules, IReadOnlyCollection<string> kinds, CancellationToken cancel)
    {
        var asked = kinds.Append(Everything).Distinct().ToList();
        var found = await rules.AsNoTracking().Where(r => asked.Contains(r.Kind)).ToDictionaryAsync(r => r.Kind, cancel);
        var usual = found.GetValueOrDefault(Everything);
        return kinds.Distinct().Select(k => (Kind: k, Rule: found.GetValueOrDefault(k) ?? usual)).Where(k => k.Rule is not null)
            .ToDictionary(k => k.Kind, k => k.Rule!);
    }
}

/// <summary>How money goes back to a member who asks.</summary>
public enum RefundHandling
{
    /// <summary>Nothing is promised, and nobody is asked.</summary>
    None,

    /// <summary>An operator decides each time.</summary>
    OnRequest,

    /// <summary>Within the terms at once; outside of them an operator decides.</summary>
    AtOnce,
}

internal sealed class RefundTermsMapping : IEntityTypeConfiguration<RefundTerms>
{
    public void Configure(EntityTypeBuilder<RefundTerms> builder)
    {
        builder.ToTable("refund_terms");
        builder.HasKey(t => t.CommunityId);
        builder.Property(t => t.CommunityId).ValueGeneratedNever();
    }
}

internal sealed class RefundRuleMapping : IEntityTypeConfiguration<RefundRule>
{
    public void Configure(EntityTypeBuilder<RefundRule> builder)
    {
        builder.ToTable("refund_rules");
        builder.Property(r => r.Kind).HasMaxLength(40);
        builder.HasIndex(r => new { r.CommunityId, r.Kind }).IsUnique();
    }
}
