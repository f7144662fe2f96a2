using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Disputes;

/// <summary>Hands our side of a dispute to its processor, or gives in. A bank hears us once.</summary>
internal sealed partial class AnswerDispute(
    AppDb db, Guard guard, PaymentProcessors processors, TimeProvider time, ILogger<AnswerDispute> log)
{
    public const int MaxNote = 2000;

    /// <exception cref="Refused">404; 409 dispute_closed, dispute_not_answered_here; 422 at the text; 409 processor_failed: it may be tried
    /// again.</exception>
    public async Task RunAsync(long disputeId, string? text, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.Refund, cancel);
        var (dispute, processor) = await OpenAsync(disputeId, cancel);
        var evidence = (text ?? "").ReplaceLineEndings("\n").Trim();
        if (evidence.Length == 0)
            throw Refused.AtField("evidence", "evidence_missing", "Enter your evidence.");
        if (evidence.Length > Dispute.MaxEvidence)
            throw Refused.AtField("evidence", "evidence_too_long", "That is longer than {0} characters.", Dispute.MaxEvidence);
        // The stored request id makes a second click, or a try after a lost answer, the same answer.
        await TellAsync(dispute, () => processor.AnswerDisputeAsync(dispute.Reference, evidence, dispute.RequestId, cancel));
        dispute.Answer(evidence, by, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The buyer is right. What follows is booked when the processor says that it is lost.</summary>
    /// <exception cref="Refused">As for an answer.</exception>
    public async Task AcceptAsync(long disputeId, string? note, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.Refund, cancel);
        var (dispute, processor) = await OpenAsync(disputeId, cancel);
        var words = (note ?? "").ReplaceLineEndings("\n").Trim();
        if (words.Length is 0 or > MaxNote)
            throw Refused.AtField("note", "note_missing", "Write to the buyer, 1 to {0} characters.", MaxNote);
        await TellAsync(dispute, () => processor.AcceptDisputeAsync(dispute.Reference, words, dispute.RequestId + "-accept", cancel));
        var now = time.GetUtcNow().UtcDateTime;
        dispute.GiveIn(by, now);
        // Their webhook may take its time.
        var checkoutId = await db.Set<Payment>().Where(p => p.Id == dispute.PaymentId).Select(p => p.CheckoutId).SingleAsync(cancel);
        (await db.Set<Checkout>().SingleAsync(c => c.Id == checkoutId, cancel)).Watch(now);
        await db.SaveChangesAsync(cancel);
    }

    private async Task<(Dispute, IAnswerDisputes)> OpenAsync(long disputeId, CancellationToken cancel)
    {
        var dispute = await db.Set<Dispute>().SingleOrDefaultAsync(d => d.Id == disputeId, cancel) ?? throw Refused.NotFound();
        if (!dispute.CanBeAnswered)
            throw new Refused("dispute_closed", 409, "This dispute no longer accepts a response.");
        return (dispute, processors.Find(dispute.Processor) as IAnswerDisputes
            ?? throw new Refused("dispute_not_answered_here", 409, "This processor accepts responses only on its own site."));
    }

    private async Task TellAsync(Dispute dispute, Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (ProcessorFailure failure)
        {
            NotSent(dispute.Id, dispute.Processor, failure.Code);
            throw new Refused("processor_failed", 409, "The response was not accepted: {0}. Try again, or respond on the processor's own site.", failure.Code);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to dispute {DisputeId} was not taken by {Processor}: {Failure}")]
    private partial void NotSent(long disputeId, string processor, string failure);
}
