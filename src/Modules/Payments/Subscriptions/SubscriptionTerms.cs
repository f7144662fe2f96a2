using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Subscriptions;

/// <summary>How a community treats late payments and those who leave; the usual terms where it has set none.</summary>
internal sealed class SubscriptionTerms : ICommunityOwned
{
    public const int UsualGraceDays = 7, MostGraceDays = 30, UsualPercent = 30;

    private SubscriptionTerms() { }

    public long CommunityId { get; private set; }
    public int GraceDays { get; private set; } = UsualGraceDays;
    public StayOffer Offer { get; private set; } = StayOffer.Pause;

    /// <summary>Of the next period, with <see cref="StayOffer.Percent"/>.</summary>
    public int Percent { get; private set; } = UsualPercent;

    public static SubscriptionTerms Usual(long communityId) => new() { CommunityId = communityId };

    public void Change(int graceDays, StayOffer offer, int percent) => (GraceDays, Offer, Percent) = (graceDays, offer, percent);

    public static async Task<SubscriptionTerms> OfAsync(AppDb db, CancellationToken cancel) =>
        await db.Set<SubscriptionTerms>().SingleOrDefaultAsync(cancel) ?? Usual(db.CommunityId);
}

/// <summary>What is offered to a member who is about to cancel.</summary>
public enum StayOffer
{
    None,
    Pause,

    /// <summary>A percentage off the next period.</summary>
    Percent,
}

internal sealed class SubscriptionTermsMapping : IEntityTypeConfiguration<SubscriptionTerms>
{
    public void Configure(EntityTypeBuilder<SubscriptionTerms> builder)
    {
        builder.ToTable("subscription_terms");
        builder.HasKey(t => t.CommunityId);
        builder.Property(t => t.CommunityId).ValueGeneratedNever();
    }
}
