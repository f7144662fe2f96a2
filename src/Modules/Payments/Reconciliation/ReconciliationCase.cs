using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Reconciliation;

/// <summary>What differs between a processor's list and our payments.</summary>
public enum CaseKind
{
    /// <summary>They captured a payment that we have not booked.</summary>
    MissingHere,

    /// <summary>We have booked a payment that is not on their list.</summary>
    MissingThere,

    AmountDiffers,
    FeeDiffers,
    RefundDiffers,

    /// <summary>A buyer asks it back, and we have not heard of that.</summary>
    DisputeDiffers,
}

/// <summary>How it stands with a difference.</summary>
public enum CaseState
{
    /// <summary>Somebody has to look.</summary>
    Open,

    /// <summary>Both sides agree again, or somebody has put it right.</summary>
    Done,

    /// <summary>Somebody has decided that it stays.</summary>
    Ignored,
}

/// <summary>What is proposed.</summary>
public enum CaseRepair
{
    /// <summary>Read the order's checkouts, or its subscription, again from the processor and book what is new there.</summary>
    ReadAgain,

    /// <summary>Look for it on the processor's own site; nothing here knows the order.</summary>
    AskProcessor,

    /// <summary>Both sides booked something else: correct by a refund or by a cost.</summary>
    CorrectByHand,
}

/// <summary>One side of a case: amounts in minor units.</summary>
/// <param name="Disputed">It is, or was, asked back through the buyer's bank or through the processor.</param>
public sealed record CaseSide(long Amount, string Currency, long Fee, long Refunded, bool Disputed = false);

/// <summary>
/// One payment about which a processor and we differ. A case is one row for as long as it differs, and the same row again when it comes
/// back. Community 0 holds those that belong to none of our orders: they are for the owners of the installation.
/// </summary>
internal sealed class ReconciliationCase : ICommunityOwned
{
    public const int MaxReason = 300;

    private ReconciliationCase() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string Processor { get; private set; } = "";

    /// <summary>The processor's id of the payment.</summary>
    public string Reference { get; private set; } = "";

    public CaseKind Kind { get; private set; }
    public long? OrderId { get; private set; }
    public long? PaymentId { get; private set; }

    /// <summary>As the processor gives it back; <c>null</c> where it names none.</summary>
    public string? OrderCode { get; private set; }

    /// <summary>By the processor's clock.</summary>
    public DateTime PaidAt { get; private set; }

    public long? OurAmount { get; private set; }
    public string? OurCurrency { get; private set; }
    public long? OurFee { get; private set; }
    public long? OurRefunded { get; private set; }
    public bool OurDisputed { get; private set; }
    public long? TheirAmount { get; private set; }
    public string? TheirCurrency { get; private set; }
    public long? TheirFee { get; private set; }
    public long? TheirRefunded { get; private set; }
    public bool TheirDisputed { get; private set; }
    public DateTime FoundAt { get; private set; }

    /// <summary>When it was last seen to differ.</summary>
    public DateTime SeenAt { get; private set; }

    public CaseState State { get; private set; }
    public DateTime? DecidedAt { get; private set; }

    /// <summary><c>null</c> where it healed by itself.</summary>
    public long? DecidedById { get; private set; }

    public string? Reason { get; private set; }

    public CaseSide? Ours => OurAmount is { } amount ? new(amount, OurCurrency!, OurFee!.Value, OurRefunded!.Value, OurDisputed) : null;

    public CaseSide? Theirs => TheirAmount is { } amount ? new(amount, TheirCurrency!, TheirFee!.Value, TheirRefunded!.Value, TheirDisputed)
        : null;

    public CaseRepair Repair => (Kind, OrderId) switch
    {
        (CaseKind.MissingHere or CaseKind.RefundDiffers or CaseKind.DisputeDiffers or CaseKind.MissingThere, not null) =>
            CaseRepair.ReadAgain,
        (CaseKind.MissingHere, null) => CaseRepair.AskProcessor,
        _ => CaseRepair.CorrectByHand,
    };

    public static ReconciliationCase Open(Difference found, DateTime now)
    {
        var one = new ReconciliationCase
        {
            CommunityId = found.CommunityId,
            Processor = found.Processor,
            Reference = found.Reference,
            Kind = found.Kind,
            FoundAt = now,
        };
        one.Write(found, now);
        return one;
    }

    /// <summary>It differs still, or again. One that was ignored stays so while nothing about it changes.</summary>
    public void See(Difference found, DateTime now)
    {
        var changed = Ours != found.Ours || Theirs != found.Theirs;
        Write(found, now);
        if (State == CaseState.Done || (State == CaseState.Ignored && changed))
            (State, DecidedAt, DecidedById, Reason) = (CaseState.Open, null, null, null);
    }

    /// <summary>Both sides agree now.</summary>
    public void Heal(DateTime now)
    {
        if (State == CaseState.Open)
            (State, DecidedAt) = (CaseState.Done, now);
    }

    /// <exception cref="Refused">409: it is decided already; 422: no reason.</exception>
    public void Decide(CaseState state, string? reason, long by, DateTime now)
    {
        if (State != CaseState.Open)
            throw new Refused("case_decided", 409, "This case is already resolved.");
        if (reason?.Trim() is not { Length: > 0 and <= MaxReason } good)
            throw Refused.AtField("reason", "reason_missing", "Give a reason, 1 to {0} characters: it stays in the books permanently.", MaxReason);
        (State, DecidedAt, DecidedById, Reason) = (state, now, by, good);
    }

    private void Write(Difference found, DateTime now)
    {
        (OrderId, PaymentId, OrderCode, PaidAt, SeenAt) = (found.OrderId, found.PaymentId, found.OrderCode, found.PaidAt, now);
        (OurAmount, OurCurrency, OurFee, OurRefunded) = (found.Ours?.Amount, found.Ours?.Currency, found.Ours?.Fee, found.Ours?.Refunded);
        (TheirAmount, TheirCurrency, TheirFee, TheirRefunded) =
            (found.Theirs?.Amount, found.Theirs?.Currency, found.Theirs?.Fee, found.Theirs?.Refunded);
        (OurDisputed, TheirDisputed) = (found.Ours is { Disputed: true }, found.Theirs is { Disputed: true });
    }
}

/// <summary>A case in a list.</summary>
/// <param name="OfNoOrder">It belongs to none of our orders; only owners of the installation see such.</param>
public sealed record CaseRow(
    long Id, bool OfNoOrder, string Processor, string Reference, CaseKind Kind, long? OrderId, string? OrderCode, DateTime PaidAt,
    CaseSide? Ours, CaseSide? Theirs, CaseState State, CaseRepair Repair, DateTime FoundAt, DateTime? DecidedAt, long? DecidedById,
    string? Reason)
{
    internal static CaseRow Of(ReconciliationCase one) => new(
        one.Id, one.CommunityId == 0, one.Processor, one.Reference, one.Kind, one.OrderId, one.OrderCode, one.PaidAt, one.Ours, one.Theirs,
        one.State, one.Repair, one.FoundAt, one.DecidedAt, one.DecidedById, one.Reason);
}

/// <summary>A difference as the comparison found it.</summary>
/// <param name="CommunityId">0 where it belongs to none of our orders.</param>
internal sealed record Difference(
    long CommunityId, string Processor, string Reference, CaseKind Kind, long? OrderId, long? PaymentId, string? OrderCode,
    DateTime PaidAt, CaseSide? Ours, CaseSide? Theirs);

internal sealed class ReconciliationCaseMapping : IEntityTypeConfiguration<ReconciliationCase>
{
    public void Configure(EntityTypeBuilder<ReconciliationCase> builder)
    {
        builder.ToTable("reconciliation_cases");
        builder.Property(c => c.Processor).HasMaxLength(40);
        builder.Property(c => c.Reference).HasMaxLength(200);
        builder.Property(c => c.OrderCode).HasMaxLength(200);
        builder.Property(c => c.OurCurrency).HasMaxLength(3);
        builder.Property(c => c.TheirCurrency).HasMaxLength(3);
        builder.Property(c => c.Reason).HasMaxLength(ReconciliationCase.MaxReason);
        builder.Ignore(c => c.Ours);
        builder.Ignore(c => c.Theirs);
        builder.Ignore(c => c.Repair);
        builder.HasIndex(c => new { c.Processor, c.Reference, c.Kind }).IsUnique();
        builder.HasIndex(c => new { c.CommunityId, c.State, c.Id });
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.DecidedById).OnDelete(DeleteBehavior.Restrict);
    }
}
