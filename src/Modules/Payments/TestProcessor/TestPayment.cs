using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.TestProcessor;

/// <summary>What the buyer chose on the test processor's page; in place of card numbers with hidden meanings.</summary>
internal enum TestScenario
{
    /// <summary>Paid at once; its webhook comes a second later, twice.</summary>
    Pays,

    /// <summary>The bank takes a quarter of a minute; until then it is neither paid nor declined.</summary>
    PaysLater,

    /// <summary>One minor unit less arrives than was asked for.</summary>
    WrongAmount,

    /// <summary>Webhooks arrive four times each and in the wrong order.</summary>
    Shuffled,

    /// <summary>Paid, but no webhook ever comes: reconciliation has to find it.</summary>
    Silent,
}

/// <summary>The test processor's own record of a payment page. Nothing outside this folder reads it.</summary>
internal sealed class TestPayment
{
    public static readonly TimeSpan BankTime = TimeSpan.FromSeconds(15);

    private readonly List<TestRefund> _refunds = [];

    private TestPayment() { }

    public long Id { get; private set; }

    /// <summary>Random; who knows it may pay.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>The merchant's idempotency key.</summary>
    public string RequestId { get; private set; } = "";

    public string OrderCode { get; private set; } = "";
    public string Description { get; private set; } = "";
    public long Amount { get; private set; }
    public string Currency { get; private set; } = "";

    /// <summary>Where the merchant wants its buyer back: a path while these pages stand on its site, else a whole address.</summary>
    public string ReturnTo { get; private set; } = "";

    public TestScenario Scenario { get; private set; }
    public DateTime CreatedAt { get; private set; }

    /// <summary>From then on nobody can pay it; <c>null</c> for those that were opened before pages expired.</summary>
    public DateTime? ExpiresAt { get; private set; }

    public DateTime? DeclinedAt { get; private set; }
    public DateTime? CancelledAt { get; private set; }

    /// <summary>When the bank pays, possibly in the future.</summary>
    public DateTime? PaysAt { get; private set; }

    /// <summary>Minor units.</summary>
    public long Captured { get; private set; }

    /// <summary>Minor units; kept after a refund.</summary>
    public long Fee { get; private set; }

    /// <summary>The subscription whose further period it charged; <c>null</c> for a page.</summary>
    public string? SubscriptionReference { get; private set; }

    public DateTime? CoversFrom { get; private set; }
    public DateTime? CoversUntil { get; private set; }

    /// <summary>Of the subscription that its buyer agrees to; <c>null</c> for a single payment.</summary>
    public string? PlanKey { get; private set; }

    public long PlanAmount { get; private set; }
    public int PlanMonths { get; private set; }
    public int TrialDays { get; private set; }

    public IReadOnlyList<TestRefund> Refunds => _refunds;

    /// <summary>The buyer agrees to be charged by this plan.</summary>
    public void Subscribe(SubscriptionPlan plan, int trialDays) =>
        (PlanKey, PlanAmount, PlanMonths, TrialDays) = (plan.Key, plan.Amount, plan.Months, trialDays);

    /// <summary>A charge that nobody was asked for again.</summary>
    public static TestPayment Charge(TestSubscription subscription, DateTime from, DateTime until, DateTime now)
    {
        var reference = Codes.Secret("tp_");
        return new()
        {
            Reference = reference,
            RequestId = reference,
            OrderCode = subscription.OrderCode,
            Description = subscription.Title,
            Amount = subscription.Amount,
            Currency = subscription.Currency,
            SubscriptionReference = subscription.Reference,
            CoversFrom = from,
            CoversUntil = until,
            CreatedAt = now,
            PaysAt = now,
            Captured = subscription.Amount,
            Fee = FeeOf(subscription.Amount),
        };
    }

    public static TestPayment Open(CheckoutRequest request, string returnTo, DateTime now) => new()
    {
        Reference = Codes.Secret("tp_"),
        RequestId = request.RequestId,
        OrderCode = request.OrderCode,
        Description = request.Description,
        Amount = request.Amount,
        Currency = request.Currency,
        ReturnTo = returnTo,
        CreatedAt = now,
        ExpiresAt = request.ExpiresAt,
    };

    public CheckoutState StateAt(DateTime now) => this switch
    {
        { PaysAt: { } at } => at <= now ? CheckoutState.Paid : CheckoutState.Open,
        { CancelledAt: not null } => CheckoutState.Cancelled,
        { DeclinedAt: not null } => CheckoutState.Declined,
        _ => HasExpiredAt(now) ? CheckoutState.Expired : CheckoutState.Open,
    };

    /// <summary>Whether the page still asks for a decision.</summary>
    public bool IsUndecided => PaysAt is null && CancelledAt is null && DeclinedAt is null;

    /// <summary>Nobody decided in time.</summary>
    public bool HasExpiredAt(DateTime now) => IsUndecided && ExpiresAt <= now;

    /// <returns><c>false</c> when it was decided before: a double click pays once.</returns>
    /// <exception cref="Refused">409: it has expired.</exception>
    public bool Pay(TestScenario scenario, DateTime now)
    {
        if (!IsUndecided)
            return false;
        if (HasExpiredAt(now))
            throw new Refused("checkout_expired", 409, "This payment page has expired.");
        Scenario = scenario;
        PaysAt = scenario == TestScenario.PaysLater ? now + BankTime : now;
        Captured = Amount == 0 ? 0 : scenario == TestScenario.WrongAmount ? Math.Max(1, Amount - 1) : Amount;
        Fee = FeeOf(Captured);
        return true;
    }

    public bool Decline(DateTime now)
    {
        if (!IsUndecided)
            return false;
        DeclinedAt = now;
        return true;
    }

    public bool Cancel(DateTime now)
    {
        if (!IsUndecided)
            return false;
        CancelledAt = now;
        return true;
    }

    /// <exception cref="ProcessorFailure">Not paid, or more than is left.</exception>
    public TestRefund Refund(RefundRequest request, DateTime now)
    {
        if (StateAt(now) != CheckoutState.Paid)
            throw new ProcessorFailure("not_paid", final: true);
        if (request.Currency != Currency || request.Amount <= 0 || request.Amount > Captured - _refunds.Sum(r => r.Amount))
            throw new ProcessorFailure("amount_refused", final: true);
        var refund = TestRefund.Of(request, now);
        _refunds.Add(refund);
        return refund;
    }

    /// <summary>
    /// 0.6 %, rounded half up to the minor unit, so that the cost of taking money is visible in the books from the first day.
    /// </summary>
    public static long FeeOf(long amount) => (long)(((Int128)amount * 6 + 500) / 1000);
}

internal sealed class TestRefund
{
    private TestRefund() { }

    public long Id { get; private set; }
    public long PaymentId { get; private set; }
    public string Reference { get; private set; } = "";
    public string RequestId { get; private set; } = "";
    public long Amount { get; private set; }
    public DateTime CreatedAt { get; private set; }

    internal static TestRefund Of(RefundRequest request, DateTime now) =>
        new() { Reference = Codes.Secret("tr_"), RequestId = request.RequestId, Amount = request.Amount, CreatedAt = now };
}

internal sealed class TestPaymentMapping : IEntityTypeConfiguration<TestPayment>
{
    public void Configure(EntityTypeBuilder<TestPayment> builder)
    {
        builder.ToTable("test_payments");
        builder.Property(p => p.Reference).HasMaxLength(64);
        builder.Property(p => p.RequestId).HasMaxLength(64);
        builder.Property(p => p.OrderCode).HasMaxLength(16);
        builder.Property(p => p.Description).HasMaxLength(500);
        builder.Property(p => p.Currency).HasMaxLength(3);
        builder.Property(p => p.ReturnTo).HasColumnName("return_path").HasMaxLength(500);
        builder.Property(p => p.SubscriptionReference).HasMaxLength(64);
        builder.Property(p => p.PlanKey).HasMaxLength(100);
        builder.HasIndex(p => p.Reference).IsUnique();
        builder.HasIndex(p => p.RequestId).IsUnique();
        builder.HasIndex(p => p.SubscriptionReference);
        builder.HasMany(p => p.Refunds).WithOne().HasForeignKey(r => r.PaymentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TestRefundMapping : IEntityTypeConfiguration<TestRefund>
{
    public void Configure(EntityTypeBuilder<TestRefund> builder)
    {
        builder.ToTable("test_refunds");
        builder.Property(r => r.Reference).HasMaxLength(64);
        builder.Property(r => r.RequestId).HasMaxLength(220);
        builder.HasIndex(r => r.RequestId).IsUnique();
    }
}
