using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Seats;

/// <summary>Sells seats of a tier to teams, or ends that. Teams that are there stay.</summary>
internal sealed class SetSeatOffer(AppDb db, Guard guard, TimeProvider time)
{
    /// <exception cref="Refused">404; 422: the tier is free, or a number lies outside of its range.</exception>
    public async Task RunAsync(long tierId, bool isOpen, int percentOff, int fromSeats, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        if (percentOff is < 0 or > SeatOffer.MostOff)
            throw Refused.AtField("percentOff", "percent_out_of_range", "Enter a discount from 0 to {0} percent.", SeatOffer.MostOff);
        if (fromSeats is < SeatOffer.Fewest or > SeatOffer.Most)
            throw Refused.AtField("fromSeats", "seats_out_of_range", "A team has {0} to {1} seats.", SeatOffer.Fewest, SeatOffer.Most);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var tier = await db.Set<Tier>().SingleOrDefaultAsync(t => t.Id == tierId, cancel) ?? throw Refused.NotFound();
        if (tier.IsFree)
            throw new Refused("tier_is_free", 422, "This tier is free: join instead of buying.");
        db.Add(SeatOffer.Set(tier, isOpen, percentOff, fromSeats, by, time.GetUtcNow().UtcDateTime));
        db.Publish(() => new TiersChanged(tier.CommunityId, by));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
