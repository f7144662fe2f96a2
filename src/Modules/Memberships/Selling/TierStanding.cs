using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;

namespace Guildhall.Memberships.Selling;

/// <summary>What the buyer already has: nobody shall pay for what is open to them.</summary>
/// <param name="RunsUntil">UTC; now when nothing runs, <c>null</c> when it never ends.</param>
/// <param name="Runs">Whether the member holds this very tier.</param>
/// <param name="Higher">A higher tier that the member holds and that opens all this one would; <c>null</c> without.</param>
/// <param name="HigherUntil">UTC; <c>null</c> when that has no end.</param>
internal sealed record TierStanding(DateTime? RunsUntil, bool Runs, TierOffer? Higher, DateTime? HigherUntil)
{
    public static async Task<TierStanding> OfAsync(
        IGrants grants, IAccess access, long communityId, long? memberId, TierOffer offer, IReadOnlyList<TierOffer> sold, DateTime now,
        CancellationToken cancel)
    {
        if (memberId is not { } member)
            return new TierStanding(now, false, null, null);
        var runsUntil = await grants.RunsUntilAsync(communityId, member, offer.TierId, now, cancel);
        var holdings = await access.HoldingsAsync(new Viewer(member), communityId, now, cancel);
        var highest = sold.FirstOrDefault(t => t.TierId == holdings.HighestTierId && t.Rank > offer.Rank);
        return new TierStanding(runsUntil, runsUntil is null || runsUntil > now, highest, highest is null ? null : holdings.Until);
    }

    public IReadOnlyList<SaleNote> NotesFor(TierOffer offer, (DateTime From, DateTime? Until)? next)
    {
        if (RunsUntil is null)
            return [new SaleNote(false, "You already have this", "You have this tier with no end date: there is nothing to buy.")];
        if (Higher is { } higher)
            return
            [
                HigherUntil is { } until
                    ? new SaleNote(true, "You already have more than this", "{0} includes everything in {1}. It is yours until {2}.", higher.Name, offer.Name, until)
                    : new SaleNote(true, "You already have more than this", "{0} includes everything in {1}. It is yours with no end date.", higher.Name, offer.Name),
            ];
        if (next is { } period && period.From > RunsUntil)
            return
            [
                new SaleNote(true, null,
                    "It starts on {0}. You already own a later period of this tier, and this purchase doesn't fit before it, so it starts after that one and you pay for no day twice.",
                    period.From),
            ];
        return Runs && next?.From == RunsUntil
            ? [new SaleNote(false, null, "Your membership runs until {0}. This purchase extends it.", RunsUntil.Value)]
            : [];
    }
}
