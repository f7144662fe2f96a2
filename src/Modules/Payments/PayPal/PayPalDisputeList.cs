using Guildhall.Payments.Processors;

namespace Guildhall.Payments.PayPal;

/// <summary>Payments that a buyer asks back through PayPal or through a bank.</summary>
internal sealed class PayPalDisputeList(PayPalClient client, TimeProvider time)
{
    public async Task<IReadOnlyList<DisputeRecord>> OfAsync(PayPalAccount account, string captureId, CancellationToken cancel)
    {
        PayPalDisputes list;
        try
        {
            list = await client.GetAsync<PayPalDisputes>(
                account, $"/v1/customer/disputes?disputed_transaction_id={Uri.EscapeDataString(captureId)}", cancel);
        }
        catch (ProcessorFailure failure) when (failure.IsFinal || failure.Code is "not_authorized" or "permission_denied")
        {
            // Many apps may not read disputes. What was paid is not to be lost over it.
            return [];
        }
        return [.. (list.Items ?? []).Where(d => d is { DisputeId.Length: > 0, DisputeAmount: not null }).Select(Of)];
    }

    private DisputeRecord Of(PayPalDispute dispute)
    {
        var state = StateOf(dispute);
        var amount = dispute.DisputeAmount!.Minor();
        return new DisputeRecord(
            dispute.DisputeId, amount, dispute.DisputeAmount.CurrencyCode, 0, dispute.Reason ?? "", state,
            dispute.CreateTime?.UtcDateTime ?? time.GetUtcNow().UtcDateTime,
            state == DisputeState.NeedsAnswer ? dispute.SellerResponseDueDate?.UtcDateTime : null)
        {
            // While the two still talk, nothing is held back.
            Withheld = dispute.DisputeState == "OPEN_INQUIRIES" || state == DisputeState.Won ? 0 : amount,
        };
    }

    private static DisputeState StateOf(PayPalDispute dispute) => dispute.DisputeState switch
    {
        "RESOLVED" => dispute.DisputeOutcome?.OutcomeCode is "RESOLVED_BUYER_FAVOUR" or "ACCEPTED" ? DisputeState.Lost : DisputeState.Won,
        "OPEN_INQUIRIES" or "REQUIRED_ACTION" or "APPEALABLE" => DisputeState.NeedsAnswer,
        _ => DisputeState.UnderReview,
    };
}
