using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Orders;

/// <summary>What was bought, as it was called and priced then: a later change of the item does not rewrite receipts.</summary>
internal sealed class OrderLine : ICommunityOwned
{
    private OrderLine() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }

    /// <summary>Which module sold it: a kind of <see cref="ISellables"/>.</summary>
    public string ItemKind { get; private set; } = "";

    public long ItemId { get; private set; }

    /// <summary>
    /// The price row it was sold at, in the module that sold it; <c>null</c> where that keeps none, and on lines of the first version.
    /// </summary>
    public long? PriceId { get; private set; }

    /// <summary><c>null</c> for what is sold once.</summary>
    public Interval? Interval { get; private set; }

    public int Quantity { get; private set; }

    /// <summary>Minor units of the order's currency.</summary>
    public long UnitAmount { get; private set; }

    /// <summary>Minor units taken off the whole line.</summary>
    public long Discount { get; private set; }

    /// <summary>Of <see cref="Discount"/>: what was paid for days of an earlier plan that this one replaces.</summary>
    public long Credit { get; private set; }

    /// <summary>How it can go on; <c>null</c> for what ends by itself or never.</summary>
    public Interval? PlanInterval { get; private set; }

    /// <summary>What every further period costs, minor units.</summary>
    public long? PlanAmount { get; private set; }

    /// <summary>Days for nothing that it sells instead of a period; 0 for none.</summary>
    public int TrialDays { get; private set; }

    /// <summary>Those days come from the buyer, by a coupon, and not from the seller.</summary>
    public bool TrialIsBrought { get; private set; }

    /// <summary>Of <see cref="Discount"/>: what coupons of earlier orders take off this period.</summary>
    public long RunningOff { get; private set; }

    /// <summary>What coupons take off the periods behind this one, as it was promised when the order was placed.</summary>
    public IReadOnlyList<RunningDiscount> Further => RunningDiscount.Read(FurtherLines);

    private string FurtherLines { get; set; } = "";

    /// <summary>When what it gave was taken back or replaced.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>The stream of income that it belongs to, a part of the ledger account's name.</summary>
    public string Stream { get; private set; } = "";

    /// <summary>The item's name at the time.</summary>
    public string Description { get; private set; } = "";

    /// <summary>The period that was paid for, for the receipt; what opens doors is the grant, not this. <c>null</c> until paid.</summary>
    public DateTime? CoversFrom { get; private set; }

    public DateTime? CoversUntil { get; private set; }

    /// <summary>What the buyer pays for the line, minor units.</summary>
    public long Total => checked(UnitAmount * Quantity) - Discount;

    public Thing Item => new(ItemKind, ItemId);

    public static OrderLine Of(long communityId, SaleQuote quote, int quantity) => new()
    {
        CommunityId = communityId,
        ItemKind = quote.Item.Kind,
        ItemId = quote.Item.Id,
        PriceId = quote.PriceId,
        Interval = quote.Interval,
        Quantity = quantity > 0 ? quantity : throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "A quantity is positive."),
        UnitAmount = quote.UnitAmount >= 0 ? quote.UnitAmount
            : throw new ArgumentOutOfRangeException(nameof(quote), quote.UnitAmount, "A price is not below zero."),
        Stream = quote.Stream,
        PlanInterval = quote.Renewal?.Interval,
        PlanAmount = quote.Renewal?.Amount,
        TrialDays = quote.IsTrial ? quote.TrialDays : 0,
        TrialIsBrought = quote is { IsTrial: true, TrialIsBrought: true },
        Description = quote.Title.CutTo(MaxDescription),
    };

    public const int MaxDescription = 200;

    /// <summary>One more period of a subscription.</summary>
    public static OrderLine Renewal(long communityId, Plan plan) => new()
    {
        CommunityId = communityId,
        ItemKind = plan.ItemKind,
        ItemId = plan.ItemId,
        PriceId = plan.PriceId,
        Interval = plan.Interval,
        Quantity = 1,
        UnitAmount = plan.Amount,
        Stream = "memberships",
        Description = plan.Title,
        PlanInterval = plan.Interval,
        PlanAmount = plan.Amount,
    };

    /// <summary>Before the order is placed: a coupon takes this much off, at most all of it.</summary>
    public void TakeOff(long amount) =>
        Discount = amount >= 0 && amount <= checked(UnitAmount * Quantity) ? amount
            : throw new ArgumentOutOfRangeException(nameof(amount), amount, "A discount lies between zero and the price.");

    /// <summary>Before the order is placed: unused days of an earlier plan pay so much of it.</summary>
    public void TakeCredit(long amount)
    {
        TakeOff(Discount + amount);
        Credit = amount;
    }

    /// <summary>Before the order is placed: earlier coupons take so much off this period, and go on behind it.</summary>
    public void TakeRunning(long amount, IReadOnlyList<RunningDiscount> further)
    {
        TakeOff(Discount + amount);
        (RunningOff, FurtherLines) = (amount, RunningDiscount.Write(further));
    }

    /// <summary>Before the order is placed: a coupon holds for further periods, too.</summary>
    public void GoOn(RunningDiscount? discount)
    {
        if (discount is not null)
            FurtherLines = RunningDiscount.Write([.. Further, discount]);
    }

    /// <summary>All that it costs from this order on; only of a line that can go on.</summary>
    public PriceCourse Course()
    {
        var (steps, final) = Further.Course(PlanAmount!.Value, ItemId);
        return new PriceCourse(Total, TrialDays, steps, final);
    }

    /// <summary>What it gave has ended early.</summary>
    public void End(DateTime now) => EndedAt ??= now;

    public void Cover(Fulfilment given) => (CoversFrom, CoversUntil) = (given.CoversFrom, given.CoversUntil);

    /// <param name="from">From when on it is paid for, where that is not the moment of paying.</param>
    public SoldLine ToSold(Order order, DateTime? from = null) =>
        new(CommunityId, OrderId, Id, order.MemberId, Item, Interval, Quantity, Total, order.Currency, Description)
        {
            PriceId = PriceId, UnitAmount = UnitAmount, From = from, TrialDays = TrialDays, TrialIsBrought = TrialIsBrought,
        };
}

internal sealed class OrderLineMapping : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("order_lines");
        builder.Property(l => l.ItemKind).HasMaxLength(40);
        builder.Property(l => l.Stream).HasMaxLength(40);
        builder.Property(l => l.Description).HasMaxLength(OrderLine.MaxDescription);
        builder.Ignore(l => l.Item);
        builder.Ignore(l => l.Total).Ignore(l => l.Further);
        builder.Property<string>("FurtherLines").HasMaxLength(RunningDiscount.MaxText);
        builder.HasIndex(l => new { l.CommunityId, l.OrderId });
        builder.HasIndex(l => new { l.CommunityId, l.ItemKind, l.ItemId });
    }
}
