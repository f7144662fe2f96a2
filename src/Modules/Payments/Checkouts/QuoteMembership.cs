using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;

namespace Guildhall.Payments.Checkouts;

/// <summary>Says what a tier costs and which period it would cover, before and while an order is placed. Prices come from the tiers alone.</summary>
internal sealed class QuoteMembership(ITiers tiers, IGrants grants, IAccess access, CommunityScope community, TimeProvider time)
{
    /// <param name="tier">Slug or id.</param>
    /// <param name="interval">"month" or "year"; when missing, the one that is sold, months first.</param>
    /// <param name="memberId"><c>null</c> for a visitor, whose period would start now.</param>
    /// <exception cref="Refused">Unknown or archived tier; an interval that is not sold.</exception>
    public async Task<Quote> RunAsync(string? tier, string? interval, long? memberId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var sold = await tiers.ListAsync(community.Required.Id, cancel);
        var offer = await FindAsync(sold, tier, cancel);
        var standing = memberId is { } id ? await StandingAsync(id, offer, sold, now, cancel) : new Standing(now, false, null, null);
        if (offer.IsFree)
            return new Quote(offer, null, 0, now, null, standing);

        var chosen = ChooseInterval(offer, interval);
        var held = memberId is { } buyer ? await grants.PeriodsAsync(community.Required.Id, buyer, offer.TierId, cancel) : [];
        var price = offer.PriceOf(chosen) ?? 0;
        return NextPeriod.Find(held, chosen, now, Zone()) is { } next
            ? new Quote(offer, chosen, price, next.From, next.Until, standing)
            : new Quote(offer, chosen, price, standing.RunsUntil ?? now, null, standing with { RunsUntil = null });
    }

    private async Task<TierOffer> FindAsync(IReadOnlyList<TierOffer> sold, string? tier, CancellationToken cancel)
    {
        var offer = sold.FirstOrDefault(t => t.Slug == tier || t.TierId.ToString(CultureInfo.InvariantCulture) == tier);
        if (offer is not null)
            return offer;
        if (long.TryParse(tier, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && await tiers.FindAsync(community.Required.Id, id, cancel) is not null)
            throw Refused.AtField("tier", "tier_archived", "This tier is no longer sold.");
        throw new Refused("tier_unknown", 422, "There is no such tier in this community.") { Field = "tier" };
    }

    private static Interval ChooseInterval(TierOffer offer, string? interval)
    {
        if (string.IsNullOrEmpty(interval))
            return offer.MonthPrice is not null ? Interval.Month : Interval.Year;
        var chosen = Intervals.Read(interval) ?? throw Refused.AtField("interval", "interval_unknown", "Choose month or year.");
        return offer.PriceOf(chosen) is not null
            ? chosen
            : throw Refused.AtField("interval", "interval_not_sold", "This tier is not sold for that period.");
    }

    private async Task<Standing> StandingAsync(long memberId, TierOffer offer, IReadOnlyList<TierOffer> sold, DateTime now, CancellationToken cancel)
    {
        var communityId = community.Required.Id;
        var runsUntil = await grants.RunsUntilAsync(communityId, memberId, offer.TierId, now, cancel);
        var holdings = await access.HoldingsAsync(new Viewer(memberId), communityId, now, cancel);
        var highest = sold.FirstOrDefault(t => t.TierId == holdings.HighestTierId && t.Rank > offer.Rank);
        return new Standing(runsUntil, runsUntil is null || runsUntil > now, highest, highest is null ? null : holdings.Until);
    }

    private TimeZoneInfo Zone() => TimeZoneInfo.FindSystemTimeZoneById(community.Required.TimeZone);
}

/// <param name="Interval"><c>null</c> for a free tier.</param>
/// <param name="Price">Minor units of the tier's currency.</param>
/// <param name="From">UTC; now, or the end of a period that the member already holds of it.</param>
/// <param name="Until">UTC; <c>null</c> for a free tier, and for one that the member already holds without an end.</param>
public sealed record Quote(TierOffer Tier, Interval? Interval, long Price, DateTime From, DateTime? Until, Standing Standing)
{
    /// <summary>Whether it starts behind a later period, since the gap before that one is too short for it.</summary>
    public bool StartsBehindAGap => From > Standing.RunsUntil;

    /// <summary>What an order made of this quote asks for.</summary>
    internal OrderLine ToLine(long communityId) => OrderLine.OfTier(communityId, Tier.TierId, Tier.PriceIdOf(Interval!.Value)!.Value, Interval.Value, Price, Tier.Name);
}

/// <param name="RunsUntil">UTC; now when nothing runs, <c>null</c> when it never ends.</param>
/// <param name="Runs">Whether the member holds this very tier.</param>
/// <param name="Higher">A higher tier that the member holds and that opens all this one would; <c>null</c> without.</param>
/// <param name="HigherUntil">UTC; <c>null</c> when that has no end.</param>
public sealed record Standing(DateTime? RunsUntil, bool Runs, TierOffer? Higher, DateTime? HigherUntil)
{
    public bool HasNoEnd => RunsUntil is null;
}
