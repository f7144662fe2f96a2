using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Tiers;

/// <summary>
/// What a community offers as membership. Ranks are cumulative: a tier opens what every tier of a lower or the same rank opens.
/// </summary>
internal sealed class Tier : ICommunityOwned
{
    public const int NameLength = 60, DescriptionLength = 500, BenefitLength = 120, MostBenefits = 12, HighestRank = 1000;

    private Tier() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string Slug { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Description { get; private set; } = "";
    public int Rank { get; private set; }

    /// <summary>
    /// Held by everyone who joins. Fixed for good: a price put on it later would hand the paid tier to all who joined for nothing.
    /// </summary>
    public bool IsFree { get; private set; }

    private string BenefitLines { get; set; } = "";

    public IReadOnlyList<string> Benefits => BenefitLines.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>ISO 4217: the community's when the tier was made. Each price names its own.</summary>
    public string Currency { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    private readonly List<Price> _prices = [];

    /// <summary>All prices that were ever set, as far as they are loaded.</summary>
    public IReadOnlyList<Price> Prices => _prices;

    public static Tier Create(long communityId, string slug, string name, int rank, bool free, string currency, DateTime now) => new()
    {
        CommunityId = communityId,
        Slug = slug,
        Name = name,
        Rank = rank,
        IsFree = free,
        Currency = currency,
        CreatedAt = now,
    };

    /// <summary>Adds a price row where it differs from the one in effect.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool SetPrice(PriceTerms terms, long? by, DateTime now)
    {
        if (IsFree && terms.Amount is not null)
            throw new InvalidOperationException("The free tier has no price.");
        var current = PriceOf(terms.Interval, terms.Currency);
        if (terms.Amount is null ? current?.Amount is null : current?.Terms == terms)
            return false;
        _prices.Add(Price.Set(this, terms, by, now));
        return true;
    }

    /// <summary>The latest price of an interval in a currency; its amount is <c>null</c> when it is no longer sold so.</summary>
    public Price? PriceOf(Interval interval, string currency) =>
        _prices.LastOrDefault(p => p.Interval == interval && p.Currency == currency && p.Id == 0)
        ?? _prices.Where(p => p.Interval == interval && p.Currency == currency).MaxBy(p => p.Id);

    /// <summary>The prices in effect, by interval; one for each interval and currency that it is sold in.</summary>
    public IEnumerable<Price> Sold => _prices.Select(p => (p.Interval, p.Currency)).Distinct().OrderBy(p => p.Interval)
        .Select(p => PriceOf(p.Interval, p.Currency)!).Where(p => p.Amount is not null);

    public void Describe(string name, string description, IEnumerable<string> benefits) =>
        (Name, Description, BenefitLines) = (name, description, string.Join('\n', benefits));

    public void Place(int rank) => Rank = rank;
}

internal sealed class TierMapping : IEntityTypeConfiguration<Tier>
{
    public void Configure(EntityTypeBuilder<Tier> builder)
    {
        builder.ToTable("tiers");
        builder.Property(t => t.Slug).HasMaxLength(Kernel.Values.Slug.MaxLength);
        builder.Property(t => t.Name).HasMaxLength(Tier.NameLength);
        builder.Property(t => t.Description).HasMaxLength(Tier.DescriptionLength);
        builder.Property<string>("BenefitLines").HasMaxLength((Tier.BenefitLength + 1) * Tier.MostBenefits);
        builder.Ignore(t => t.Benefits).Ignore(t => t.Sold);
        builder.Property(t => t.Currency).HasMaxLength(3);
        builder.HasMany(t => t.Prices).WithOne().HasForeignKey(p => p.TierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.CommunityId, t.Slug }).IsUnique();
        builder.HasIndex(t => new { t.CommunityId, t.Name }).IsUnique();
        // One free tier: joining must mean one thing.
        builder.HasIndex(t => t.CommunityId).IsUnique().HasFilter("is_free");
    }
}
