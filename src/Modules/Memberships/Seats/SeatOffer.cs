using Guildhall.Kernel.Data;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Seats;

/// <summary>
/// On what terms seats of a tier are sold to a team from an instant on, until a later row of it. Never changed: it stays readable what was
/// offered when.
/// </summary>
internal sealed class SeatOffer : ICommunityOwned
{
    /// <summary>A team has so many seats.</summary>
    public const int Fewest = 2, Most = 500;

    /// <summary>Percent; nobody gives everything away by a typing error.</summary>
    public const int MostOff = 90;

    private SeatOffer() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long TierId { get; private set; }

    /// <summary>Whether seats are sold.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Percent off each seat; 0 for none.</summary>
    public int PercentOff { get; private set; }

    /// <summary>From how many seats on it is taken off.</summary>
    public int FromSeats { get; private set; }

    public DateTime From { get; private set; }
    public long SetBy { get; private set; }

    public static SeatOffer Set(Tier tier, bool isOpen, int percentOff, int fromSeats, long by, DateTime now) => new()
    {
        CommunityId = tier.CommunityId,
        TierId = tier.Id,
        IsOpen = isOpen,
        PercentOff = percentOff,
        FromSeats = fromSeats,
        From = now,
        SetBy = by,
    };

    /// <summary>Minor units of one seat, rounded half up.</summary>
    public long PriceOf(long amount, int seats) =>
        seats < FromSeats || PercentOff == 0 ? amount : Math.Max(1, checked(amount * (100 - PercentOff) + 50) / 100);
}

internal sealed class SeatOfferMapping : IEntityTypeConfiguration<SeatOffer>
{
    public void Configure(EntityTypeBuilder<SeatOffer> builder)
    {
        builder.ToTable("seat_offers");
        builder.HasIndex(o => new { o.CommunityId, o.TierId, o.Id });
        builder.HasOne<Tier>().WithMany().HasForeignKey(o => o.TierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(o => o.SetBy).OnDelete(DeleteBehavior.Restrict);
    }
}
