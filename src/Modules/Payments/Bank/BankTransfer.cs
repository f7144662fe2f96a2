using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Bank;

/// <summary>Money that a buyer has said to send, and what an operator saw on the account.</summary>
internal sealed class BankTransfer : ICommunityOwned
{
    private readonly List<BankReturn> _returns = [];

    private BankTransfer() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }

    /// <summary>Of the call that began it; also its reference.</summary>
    public string RequestId { get; private set; } = "";

    /// <summary>Minor units that are awaited.</summary>
    public long Amount { get; private set; }

    public string Currency { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }

    /// <summary>From then on nobody waits for it; what comes later all the same can be confirmed.</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>Minor units that came; <c>null</c> while nothing has.</summary>
    public long? Arrived { get; private set; }

    /// <summary>The day on which the bank booked it.</summary>
    public DateOnly? ArrivedOn { get; private set; }

    public DateTime? ConfirmedAt { get; private set; }
    public long? ConfirmedById { get; private set; }

    /// <summary>When somebody gave up waiting.</summary>
    public DateTime? ClosedAt { get; private set; }
    public long? ClosedById { get; private set; }

    public IReadOnlyList<BankReturn> Returns => _returns;

    public static BankTransfer Of(Order order, CheckoutRequest request, DateTime now) => new()
    {
        CommunityId = order.CommunityId,
        OrderId = order.Id,
        RequestId = request.RequestId,
        Amount = request.Amount,
        Currency = request.Currency,
        CreatedAt = now,
        ExpiresAt = request.ExpiresAt,
    };

    /// <returns><c>false</c> when the same was confirmed before.</returns>
    /// <exception cref="Refused">409: something else was confirmed.</exception>
    public bool Confirm(long amount, DateOnly on, long by, DateTime now)
    {
        if (Arrived is { } before)
            return before == amount && ArrivedOn == on ? false
                : throw new Refused("transfer_confirmed", 409, "This transfer was already confirmed with another amount or day.");
        (Arrived, ArrivedOn, ConfirmedAt, ConfirmedById, ClosedAt, ClosedById) = (amount, on, now, by, null, null);
        return true;
    }

    /// <exception cref="Refused">409: it has arrived.</exception>
    public void Close(long? by, DateTime now)
    {
        if (Arrived is not null)
            throw new Refused("transfer_confirmed", 409, "This transfer has arrived; refund its order to return it.");
        if (ClosedAt is null)
            (ClosedAt, ClosedById) = (now, by);
    }

    public BankReturn Return(RefundRequest request, DateTime now)
    {
        var left = (Arrived ?? 0) - _returns.Where(r => r.Outcome != RefundOutcome.Failed).Sum(r => r.Amount);
        if (request.Currency != Currency || request.Amount <= 0 || request.Amount > left)
            throw new ProcessorFailure("amount_refused", final: true);
        var back = BankReturn.Of(CommunityId, request, now);
        _returns.Add(back);
        return back;
    }

    public CheckoutState StateAt(DateTime now) =>
        Arrived is not null ? CheckoutState.Paid : ClosedAt is not null || now >= ExpiresAt ? CheckoutState.Expired : CheckoutState.Open;
}

/// <summary>Money that somebody shall send back, and whether they did.</summary>
internal sealed class BankReturn : ICommunityOwned
{
    private BankReturn() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long TransferId { get; private set; }
    public string RequestId { get; private set; } = "";

    /// <summary>Minor units of the transfer's currency.</summary>
    public long Amount { get; private set; }

    public DateTime RequestedAt { get; private set; }
    public DateTime? SentAt { get; private set; }

    /// <summary>When somebody said that it will not be sent.</summary>
    public DateTime? RefusedAt { get; private set; }

    public long? DecidedById { get; private set; }

    public RefundOutcome Outcome =>
        SentAt is not null ? RefundOutcome.Succeeded : RefusedAt is not null ? RefundOutcome.Failed : RefundOutcome.Pending;

    internal static BankReturn Of(long communityId, RefundRequest request, DateTime now) =>
        new() { CommunityId = communityId, RequestId = request.RequestId, Amount = request.Amount, RequestedAt = now };

    /// <exception cref="Refused">409: the other was said before.</exception>
    public void Decide(bool sent, long by, DateTime now)
    {
        var wanted = sent ? RefundOutcome.Succeeded : RefundOutcome.Failed;
        if (Outcome == wanted)
            return;
        if (Outcome != RefundOutcome.Pending)
            throw new Refused("return_decided", 409, "This money has already been recorded.");
        (SentAt, RefusedAt, DecidedById) = (sent ? now : null, sent ? null : now, by);
    }
}

internal sealed class BankTransferMapping : IEntityTypeConfiguration<BankTransfer>
{
    public void Configure(EntityTypeBuilder<BankTransfer> builder)
    {
        builder.ToTable("bank_transfers");
        builder.Property(t => t.RequestId).HasMaxLength(64);
        builder.Property(t => t.Currency).HasMaxLength(3);
        builder.HasIndex(t => t.RequestId).IsUnique();
        builder.HasIndex(t => new { t.CommunityId, t.Id });
        builder.HasIndex(t => t.OrderId);
        builder.HasOne<Order>().WithMany().HasForeignKey(t => t.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.ConfirmedById).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.ClosedById).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(t => t.Returns).WithOne().HasForeignKey(r => r.TransferId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BankReturnMapping : IEntityTypeConfiguration<BankReturn>
{
    public void Configure(EntityTypeBuilder<BankReturn> builder)
    {
        builder.ToTable("bank_returns");
        builder.Property(r => r.RequestId).HasMaxLength(220);
        builder.HasIndex(r => r.RequestId).IsUnique();
        builder.HasIndex(r => new { r.CommunityId, r.Id });
        builder.HasIndex(r => r.TransferId);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.DecidedById).OnDelete(DeleteBehavior.Restrict);
    }
}
