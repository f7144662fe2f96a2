using Guildhall.Payments.Processors;
using Stripe;

namespace Guildhall.Payments.Stripe;

/// <summary>
/// What a buyer's bank asks back. Stripe takes amount and fee away when it opens, and gives the amount (rarely the fee) back when it is
/// won; an inquiry ("warning_…") takes nothing. What was really taken is told by the balance transactions.
/// </summary>
internal sealed class StripeDisputes(StripeClients clients)
{
    /// <summary>What one text of evidence may hold there.</summary>
    public const int LongestEvidence = 20_000;

    public Task AnswerAsync(string reference, string text, string requestId, CancellationToken cancel) => clients.RunAsync(
        (client, stop) => new DisputeService(client).UpdateAsync(
            reference,
            new DisputeUpdateOptions { Evidence = new DisputeEvidenceOptions { UncategorizedText = text }, Submit = true },
            new RequestOptions { IdempotencyKey = requestId }, stop), cancel);

    /// <summary>Closing one is giving in; there is nobody there to read a note.</summary>
    public Task AcceptAsync(string reference, string requestId, CancellationToken cancel) => clients.RunAsync(
        (client, stop) => new DisputeService(client).CloseAsync(reference, null, new RequestOptions { IdempotencyKey = requestId }, stop),
        cancel);

    public static async Task<IReadOnlyList<DisputeRecord>> OfAsync(StripeClient client, Charge charge, CancellationToken stop)
    {
        var records = new List<DisputeRecord>();
        await foreach (var dispute in new DisputeService(client).ListAutoPagingAsync(
            new DisputeListOptions { Charge = charge.Id, Limit = 100 }, requestOptions: null, stop))
            records.Add(RecordOf(dispute));
        records.Reverse();
        return records;
    }

    private static DisputeRecord RecordOf(Dispute dispute)
    {
        var moves = dispute.BalanceTransactions ?? [];
        var amount = StripeMoney.FromStripe(dispute.Amount, dispute.Currency);
        return new DisputeRecord(
            dispute.Id, amount, StripeMoney.CodeOf(dispute.Currency), FeeOf(dispute, moves), dispute.Reason ?? "general", StateOf(dispute.Status),
            dispute.Created, StateOf(dispute.Status) == DisputeState.NeedsAnswer ? dispute.EvidenceDetails?.DueBy : null)
        {
            Withheld = moves.Sum(m => m.Amount) < 0 ? amount : 0,
        };
    }

    private static DisputeState StateOf(string status) => status switch
    {
        "warning_needs_response" or "needs_response" or "appeal_needs_response" => DisputeState.NeedsAnswer,
        "lost" => DisputeState.Lost,
        "won" or "warning_closed" or "prevented" => DisputeState.Won,
        _ => DisputeState.UnderReview,
    };

    /// <summary>In the currency of the dispute, at the rate at which its amount was taken.</summary>
    private static long FeeOf(Dispute dispute, List<BalanceTransaction> moves)
    {
        var fee = moves.Sum(m => m.Fee);
        if (moves.FirstOrDefault(m => m.Amount < 0) is { } taken && taken.Currency != dispute.Currency)
            fee = (long)Math.Round((decimal)fee * dispute.Amount / -taken.Amount, MidpointRounding.AwayFromZero);
        return StripeMoney.FromStripe(fee, dispute.Currency);
    }
}
