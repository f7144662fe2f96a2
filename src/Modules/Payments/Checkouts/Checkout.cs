using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Checkouts;

/// <summary>One attempt to have an order paid at a processor. A declined card leads to another attempt, not to another order.</summary>
internal sealed class Checkout : ICommunityOwned
{
    /// <summary>After that long nobody pays an old page any more, and asking about it ends.</summary>
    public static readonly TimeSpan WatchedFor = TimeSpan.FromDays(30);

    private Checkout() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }
    public string Processor { get; private set; } = "";

    /// <summary>Sent with the call that starts it, and stored before: a call whose answer was lost is repeated with it.</summary>
    public string RequestId { get; private set; } = "";

    /// <summary>The processor's id of it; <c>null</c> until it has answered.</summary>
    public string? Reference { get; private set; }

    /// <summary>The processor's id of the subscription that it began or was charged for; <c>null</c> where there is none, or not
    /// yet.</summary>
    public string? SubscriptionReference { get; private set; }

    /// <summary>How the buyer pays, with <see cref="StartValue"/>.</summary>
    public CheckoutStartKind StartKind { get; private set; }

    /// <summary>The address, the code's content or the words of a transfer; <c>null</c> until the processor has answered.</summary>
    public string? StartValue { get; private set; }

    /// <summary>UTC; from then on the way to pay leads nowhere and is asked for anew. <c>null</c>: it lasts.</summary>
    public DateTime? StartGoodUntil { get; private set; }

    /// <summary>As last seen on the processor's side.</summary>
    public CheckoutState State { get; private set; }

    /// <summary>Why it could not be started or read the last time, e.g. timed_out.</summary>
    public string? Failure { get; private set; }

    public DateTime CreatedAt { get; private set; }
    public DateTime? SeenAt { get; private set; }

    /// <summary>When to ask the processor again, should no webhook arrive; <c>null</c> when there is nothing to wait for.</summary>
    public DateTime? NextLookAt { get; private set; }

    public int Looks { get; private set; }

    /// <summary>Since when something is awaited of it.</summary>
    public DateTime WatchedSince { get; private set; }

    /// <summary>How the buyer can pay now; <c>null</c> before the processor has answered and after it was decided there.</summary>
    public CheckoutStart? WayToPay =>
        State == CheckoutState.Open && StartValue is { } value ? CheckoutStart.Of(StartKind, value) : null;

    /// <summary>The same, unless it leads nowhere any more.</summary>
    public CheckoutStart? WayToPayAt(DateTime now) => StartGoodUntil <= now ? null : WayToPay;

    public static Checkout Open(long communityId, long orderId, string processor, string requestId, DateTime now) => new()
    {
        CommunityId = communityId,
        OrderId = orderId,
        Processor = processor,
        RequestId = requestId,
        CreatedAt = now,
        WatchedSince = now,
    };

    /// <summary>One that never was a page: the processor charged a further period by itself.</summary>
    public static Checkout Charged(Order order, string processor, string subscription, string requestId, DateTime now) => new()
    {
        CommunityId = order.CommunityId,
        OrderId = order.Id,
        Processor = processor,
        RequestId = requestId,
        SubscriptionReference = subscription,
        State = CheckoutState.Paid,
        CreatedAt = now,
        SeenAt = now,
        WatchedSince = now,
    };

    public void Subscribe(string reference) => SubscriptionReference ??= reference;

    /// <summary>From now on the buyer can pay, so a webhook may come; and may get lost.</summary>
    public void Start(StartedCheckout started, DateTime now)
    {
        (Reference, StartKind, StartValue, Failure) = (started.Reference, started.Start.Kind, started.Start.Value, null);
        StartGoodUntil = started.GoodUntil;
        Watch(now);
    }

    /// <summary>Something is to happen to it on the processor's side.</summary>
    /// <param name="atOnce">It has happened already.</param>
    public void Watch(DateTime now, bool atOnce = false) =>
        (WatchedSince, Looks, NextLookAt) = (now, 0, atOnce ? now : now + TimeSpan.FromMinutes(1));

    /// <param name="awaitsMore">Whether a refund of it, or the subscription that it began, is still on its way.</param>
    public void See(CheckoutState state, bool awaitsMore, DateTime now)
    {
        (State, SeenAt, Failure) = (state, now, null);
        // A declined or cancelled page can still be paid at some processors, so it is watched on.
        NextLookAt = state == CheckoutState.Paid && !awaitsMore ? null : LaterLook(now);
    }

    /// <summary>It could not be read.</summary>
    public void Fail(string failure, DateTime now) => (Failure, NextLookAt) = (failure, LaterLook(now));

    /// <summary>It could not be started; the buyer may press again.</summary>
    public void FailToStart(string failure) => Failure = failure;

    /// <summary>Taken by one worker: no other looks before the lease ends.</summary>
    public static DateTime Lease(DateTime now) => now + TimeSpan.FromSeconds(30);

    /// <summary>After 1, 2, 3 … looks: 1, 4, 9 … minutes, at most an hour.</summary>
    private DateTime? LaterLook(DateTime now)
    {
        Looks++;
        return now > WatchedSince + WatchedFor ? null : now + TimeSpan.FromMinutes(Math.Min(Looks * Looks, 60));
    }
}

internal sealed class CheckoutMapping : IEntityTypeConfiguration<Checkout>
{
    public void Configure(EntityTypeBuilder<Checkout> builder)
    {
        builder.ToTable("checkouts");
        builder.Property(c => c.Processor).HasMaxLength(40);
        builder.Property(c => c.RequestId).HasMaxLength(64);
        builder.Property(c => c.Reference).HasMaxLength(200);
        builder.Property(c => c.SubscriptionReference).HasMaxLength(200);
        builder.Property(c => c.StartValue).HasMaxLength(4000);
        builder.Property(c => c.Failure).HasMaxLength(100);
        builder.Ignore(c => c.WayToPay);
        builder.HasIndex(c => c.RequestId).IsUnique();
        builder.HasIndex(c => new { c.Processor, c.Reference }).IsUnique();
        builder.HasIndex(c => new { c.Processor, c.SubscriptionReference });
        builder.HasIndex(c => new { c.CommunityId, c.OrderId });
        builder.HasIndex(c => c.NextLookAt);
        builder.HasOne<Order>().WithMany().HasForeignKey(c => c.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}
