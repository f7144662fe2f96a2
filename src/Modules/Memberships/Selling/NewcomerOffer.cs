using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Selling;

/// <summary>What a community gives to each member once.</summary>
internal enum NewcomerKind
{
    /// <summary>Days for nothing.</summary>
    Trial,

    /// <summary>A lower price for the first period.</summary>
    Introduction,
}

/// <summary>That a member has taken what is for newcomers, or holds it with an order that is not paid yet.</summary>
internal sealed class NewcomerOffer : ICommunityOwned
{
    private NewcomerOffer() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }
    public NewcomerKind Kind { get; private set; }

    /// <summary>The line of the order that takes it.</summary>
    public long LineId { get; private set; }

    /// <summary>UTC; free for another order from then on, unless it was used.</summary>
    public DateTime ReservedUntil { get; private set; }

    public DateTime? UsedAt { get; private set; }

    public static NewcomerOffer Reserve(long communityId, long memberId, NewcomerKind kind, long lineId, DateTime until) => new()
    {
        CommunityId = communityId, MemberId = memberId, Kind = kind, LineId = lineId, ReservedUntil = until,
    };

    public bool IsFreeAt(DateTime now) => UsedAt is null && ReservedUntil <= now;

    public void ReserveFor(long lineId, DateTime until) => (LineId, ReservedUntil) = (lineId, until);

    public void Use(long lineId, DateTime now)
    {
        // Money that comes late, after another order has taken it, is honoured and changes nothing here.
        if (UsedAt is null)
            (LineId, UsedAt) = (lineId, now);
    }
}

internal sealed class NewcomerOfferMapping : IEntityTypeConfiguration<NewcomerOffer>
{
    public void Configure(EntityTypeBuilder<NewcomerOffer> builder)
    {
        builder.ToTable("newcomer_offers");
        // Once for each member, whoever else asks at the same time.
        builder.HasIndex(o => new { o.CommunityId, o.MemberId, o.Kind }).IsUnique();
        builder.HasOne<Member>().WithMany().HasForeignKey(o => o.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
