using Microsoft.AspNetCore.Http;

namespace Guildhall.Payments.Processors;

/// <summary>
/// What this house needs of any company that moves money. Three rules hold for all of them: our ids go out with the first call,
/// every call that moves money carries a request id that was stored before (so that it can be repeated), and a webhook is only a
/// hint after which <see cref="FetchAsync"/> tells the truth.
/// </summary>
internal interface IPaymentProcessor
{
    /// <summary>Stable, lower case: part of the webhook's address, of ledger accounts and of stored rows.</summary>
    string Name { get; }

    /// <summary>What buyers know it by: its brand, or a text in the catalogue.</summary>
    string Title { get; }

    /// <summary>Whether new checkouts may start with it. Old ones are looked after either way.</summary>
    bool IsOn { get; }

    /// <summary><c>false</c> shows "test mode" wherever a buyer meets it.</summary>
    bool MovesRealMoney { get; }

    /// <summary>Repeating it with the same request id gives the same answer.</summary>
    /// <exception cref="ProcessorFailure" />
    Task<StartedCheckout> StartAsync(CheckoutRequest request, CancellationToken cancel);

    /// <summary>How it stands now on their side.</summary>
    /// <exception cref="ProcessorFailure" />
    Task<CheckoutRecord> FetchAsync(string reference, CancellationToken cancel);

    /// <summary>Repeating it with the same request id moves nothing twice.</summary>
    /// <exception cref="ProcessorFailure" />
    Task RefundAsync(RefundRequest request, CancellationToken cancel);

    /// <summary>Checks where a webhook comes from and reads which object it is about.</summary>
    /// <param name="body">The raw bytes; nothing may have parsed them before.</param>
    /// <exception cref="Kernel.Http.Refused">400: signature_bad, signature_old, payload_malformed.</exception>
    ValueTask<WebhookEvent> VerifyAsync(IHeaderDictionary headers, ReadOnlyMemory<byte> body, DateTime now, CancellationToken cancel);
}

/// <param name="RequestId">Stored before the call.</param>
/// <param name="OrderCode">Ours; they give it back in everything they say about it.</param>
/// <param name="Site">Address of this site as the buyer has reached it, without a slash at its end.</param>
/// <param name="ReturnPath">Path on it to which the buyer comes back, by a link or a redirect of a GET.</param>
/// <param name="ExpiresAt">UTC; from then on their page must take no payment: the price was promised until then.</param>
internal sealed record CheckoutRequest(
    string RequestId, string OrderCode, string Description, long Amount, string Currency, string Site, string ReturnPath, DateTime ExpiresAt);

/// <param name="Reference">Their id of it.</param>
/// <param name="Url">Where the buyer pays.</param>
internal sealed record StartedCheckout(string Reference, string Url);

/// <param name="State">How the checkout ended, <see cref="CheckoutState.Open"/> while it has not.</param>
internal sealed record CheckoutRecord(CheckoutState State, IReadOnlyList<PaymentRecord> Payments);

/// <param name="Amount">Captured, minor units, before the fee.</param>
/// <param name="Fee">Kept by the processor, minor units of the same currency.</param>
internal sealed record PaymentRecord(string Reference, long Amount, string Currency, long Fee, DateTime PaidAt, IReadOnlyList<RefundRecord> Refunds);

/// <param name="RequestId">Ours; <c>null</c> when it was made by hand on their side.</param>
internal sealed record RefundRecord(string Reference, string? RequestId, long Amount, RefundOutcome Outcome, string? Failure, DateTime At);

internal sealed record RefundRequest(string RequestId, string PaymentReference, long Amount, string Currency);

/// <param name="Reference">The checkout that it is about.</param>
internal sealed record WebhookEvent(string Id, string Type, string Reference);

internal enum CheckoutState
{
    Open,
    Paid,
    Declined,
    Cancelled,
    Expired,
}

/// <summary>How it stands with money that shall go back.</summary>
public enum RefundOutcome
{
    Pending,
    Succeeded,
    Failed,
}

/// <summary>Their server did not do it.</summary>
/// <param name="code">For records: timed_out, unavailable, not_found, refused …</param>
/// <param name="final"><c>true</c> when asking again cannot help.</param>
internal sealed class ProcessorFailure(string code, bool final = false) : Exception(code)
{
    public string Code { get; } = code;
    public bool IsFinal { get; } = final;

    /// <summary>What goes into records: the code of a failure, the type and the words of any other exception.</summary>
    public static string Told(Exception error) => error is ProcessorFailure failure ? failure.Code : $"{error.GetType().Name}: {error.Message}";
}
