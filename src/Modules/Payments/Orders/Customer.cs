using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Orders;

/// <summary>
/// A member as the buyer in one community. Everything that changes the money of one buyer takes this row first
/// (<see cref="CustomerTurn"/>): two payments that arrive together would otherwise both extend a membership from the same end.
/// </summary>
internal sealed class Customer : ICommunityOwned
{
    private Customer() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }
    public DateTime Since { get; private set; }

    /// <summary>How often the row was taken; its only use is that it changes.</summary>
    public long Turns { get; private set; }
}

internal static class CustomerTurn
{
    /// <summary>Holds the buyer's row until the surrounding transaction ends, and makes it where it is missing.</summary>
    public static async Task TakeCustomerTurnAsync(this AppDb db, long communityId, long memberId, DateTime now, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A turn lasts as long as its transaction: open one first.");
        if (await TakeAsync(db, communityId, memberId, cancel))
            return;
        // Two first purchases at once must not meet in a unique index.
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO customers (community_id, member_id, since, turns) VALUES ({communityId}, {memberId}, {now}, 0) ON CONFLICT DO NOTHING", cancel);
        await TakeAsync(db, communityId, memberId, cancel);
    }

    /// <summary>The same by an order, whose buyer may have changed until then: what a visitor bought goes to its member.</summary>
    public static async Task TakeTurnOfOrderAsync(this AppDb db, long communityId, long orderId, DateTime now, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A turn lasts as long as its transaction: open one first.");
        if (await db.Set<Customer>().Where(c => c.CommunityId == communityId
                && c.MemberId == db.Set<Order>().Where(o => o.Id == orderId).Select(o => o.MemberId).Single())
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Turns, x => x.Turns + 1), cancel) == 1)
            return;
        var memberId = await db.Set<Order>().Where(o => o.Id == orderId).Select(o => o.MemberId).SingleAsync(cancel);
        await db.TakeCustomerTurnAsync(communityId, memberId, now, cancel);
    }

    private static async Task<bool> TakeAsync(AppDb db, long communityId, long memberId, CancellationToken cancel) =>
        await db.Set<Customer>().Where(c => c.CommunityId == communityId && c.MemberId == memberId)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Turns, x => x.Turns + 1), cancel) == 1;
}

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.ToTable("customers");
        builder.HasIndex(c => new { c.CommunityId, c.MemberId }).IsUnique();
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
