using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Growth.Rewards;

/// <summary>What points are exchanged for.</summary>
public enum RewardKind
{
    /// <summary>A coupon for the community's own offers, made at once.</summary>
    Coupon,

    /// <summary>Days of a tier, given at once.</summary>
    TierDays,

    /// <summary>A question of the member's is answered within some hours, or the points come back.</summary>
    PriorityAnswer,

    /// <summary>Something that an operator hands over.</summary>
    ByHand,
}

/// <summary>Something that a community offers for points.</summary>
internal sealed class Reward : ICommunityOwned
{
    public const string OwnKind = "reward";
    public const int MaxTitle = 80, MaxAbout = 500, MaxStock = 1_000_000, MaxDays = 366, MaxHours = 720;
    public const long MaxCost = 10_000_000;

    private Reward() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public RewardKind Kind { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>Plain text; may be empty.</summary>
    public string About { get; private set; } = "";

    /// <summary>In points, from 1.</summary>
    public long Cost { get; private set; }

    /// <summary>How many there are in all; <c>null</c> for no limit.</summary>
    public int? Stock { get; private set; }

    /// <summary>How many one member takes; <c>null</c> for no limit.</summary>
    public int? PerMember { get; private set; }

    /// <summary>From this level on; 0 for everybody.</summary>
    public int MinLevel { get; private set; }

    /// <summary>Of a coupon: 1 to 100.</summary>
    public int Percent { get; private set; }

    /// <summary>Of a tier how many it is given for, of a coupon how many it holds; 0 for a coupon without an end.</summary>
    public int Days { get; private set; }

    /// <summary>Of a priority answer.</summary>
    public int Hours { get; private set; }

    /// <summary>A tier of Memberships: no foreign key.</summary>
    public long? TierId { get; private set; }

    public DateTime CreatedAt { get; private set; }
    public long CreatedBy { get; private set; }

    /// <summary>Nobody takes it any more.</summary>
    public DateTime? ArchivedAt { get; private set; }

    public Thing Thing => new(OwnKind, Id);

    public static Reward Of(long communityId, RewardTerms terms, long by, DateTime now)
    {
        var reward = new Reward { CommunityId = communityId, Kind = terms.Kind, CreatedBy = by, CreatedAt = now };
        reward.Change(terms);
        return reward;
    }

    /// <summary>What was taken before stays as it was taken.</summary>
    public void Change(RewardTerms terms)
    {
        (Title, About, Cost, Stock, PerMember) = (terms.Title, terms.About, terms.Cost, terms.Stock, terms.PerMember);
        (MinLevel, Percent, Days, Hours, TierId) = (terms.MinLevel, terms.Percent, terms.Days, terms.Hours, terms.TierId);
    }

    public void Archive(DateTime now) => ArchivedAt ??= now;

    public void Offer() => ArchivedAt = null;
}

/// <summary>A reward as it is decided.</summary>
internal sealed record RewardTerms(RewardKind Kind, string Title, long Cost)
{
    public string About { get; init; } = "";
    public int? Stock { get; init; }
    public int? PerMember { get; init; }
    public int MinLevel { get; init; }
    public int Percent { get; init; }
    public int Days { get; init; }
    public int Hours { get; init; }
    public long? TierId { get; init; }

    /// <summary>What does not belong to the kind is left out.</summary>
    /// <exception cref="Refused">422 at the field.</exception>
    public RewardTerms Check()
    {
        var title = Title.Trim();
        if (title.Length == 0 || title.Any(char.IsControl))
            throw Refused.AtField("title", "title_missing", "Enter a title.");
        if (title.Length > Reward.MaxTitle)
            throw Refused.AtField("title", "title_too_long", "A title can have at most {0} characters.", Reward.MaxTitle);
        if (About.Trim().Length > Reward.MaxAbout)
            throw Refused.AtField("about", "about_too_long", "A description can have at most {0} characters.", Reward.MaxAbout);
        if (Cost is < 1 or > Reward.MaxCost)
            throw Refused.AtField("cost", "cost_out_of_range", "Enter a number from 1 to {0}.", Reward.MaxCost);
        CheckLimit("stock", Stock, 0);
        CheckLimit("perMember", PerMember, 1);
        if (Kind == RewardKind.Coupon && Percent is (< 1 or > 100))
            throw Refused.AtField("percent", "percent_out_of_range", "Enter a number from 1 to {0}.", 100);
        if (Kind == RewardKind.TierDays && TierId is null)
            throw Refused.AtField("tier", "tier_missing", "Choose a tier.");
        if (Kind is RewardKind.TierDays or RewardKind.Coupon && (Days > Reward.MaxDays || Days < (Kind == RewardKind.TierDays ? 1 : 0)))
            throw Refused.AtField("days", "days_out_of_range", "Enter a number of days from 1 to {0}.", Reward.MaxDays);
        if (Kind == RewardKind.PriorityAnswer && Hours is (< 1 or > Reward.MaxHours))
            throw Refused.AtField("hours", "hours_out_of_range", "Enter a number of hours from 1 to {0}.", Reward.MaxHours);
        return this with
        {
            Title = title,
            About = About.Trim(),
            Percent = Kind == RewardKind.Coupon ? Percent : 0,
            Days = Kind is RewardKind.TierDays or RewardKind.Coupon ? Days : 0,
            Hours = Kind == RewardKind.PriorityAnswer ? Hours : 0,
            TierId = Kind == RewardKind.TierDays ? TierId : null,
        };
    }

    private static void CheckLimit(string field, int? limit, int least)
    {
        if (limit is { } set && (set < least || set > Reward.MaxStock))
            throw Refused.AtField(field, "limit_out_of_range", "Enter a number from {0} to {1}, or leave it empty.", least, Reward.MaxStock);
    }
}

internal sealed class RewardMapping : IEntityTypeConfiguration<Reward>
{
    public void Configure(EntityTypeBuilder<Reward> builder)
    {
        builder.ToTable("rewards");
        builder.Property(r => r.Title).HasMaxLength(Reward.MaxTitle);
        builder.Property(r => r.About).HasMaxLength(Reward.MaxAbout);
        builder.Ignore(r => r.Thing);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CommunityId, r.ArchivedAt });
    }
}
