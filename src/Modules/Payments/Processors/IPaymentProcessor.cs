using System.ComponentModel;
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
    ValueTask<bool> IsOnAsync(CancellationToken cancel);

    /// <summary>Whether it takes payments in this currency, ISO 4217.</summary>
    bool Takes(string currency);

    /// <summary>How long a buyer of theirs may take: a bank is not done in a day.</summary>
    TimeSpan TimeToPay => Orders.Order.TimeToPay;

    /// <summary><c>false</c> shows "test mode" wherever a buyer meets it.</summary>
    bool MovesRealMoney { get; }

    /// <summary>What an operator enters to set it up, in the order of the form; empty when there is nothing to enter.</summary>
    IReadOnlyList<ProcessorSetting> Settings => [];

    /// <summary>Whether it calls us: the operator then enters our address there.</summary>
    bool SendsWebhooks => true;

    /// <summary>Asks them who we are, with the settings as they are: the operator's "test this connection".</summary>
    /// <returns>What they call our account.</returns>
    /// <exception cref="ProcessorFailure">With what they answered as its code.</exception>
    Task<string> TestConnectionAsync(CancellationToken cancel) => throw new ProcessorFailure("not_supported", final: true);

    /// <summary>
    /// Everything they captured for us in [from, until), UTC, in any order, for the reconciliation; their list, not ours.
    /// </summary>
    /// <exception cref="ProcessorFailure" />
    IAsyncEnumerable<ListedPayment>? ListAsync(DateTime from, DateTime until, CancellationToken cancel) => null;

    /// <summary>Repeating it with the same request id gives the same answer.</summary>
    /// <exception cref="ProcessorFailure" />
    Task<StartedCheckout> StartAsync(CheckoutRequest request, CancellationToken cancel);

    /// <summary>How it stands now on their side.</summary>
    /// <exception cref="ProcessorFailure" />
    Task<CheckoutRecord> FetchAsync(string reference, CancellationToken cancel);

    /// <summary>
    /// Nobody needs this checkout any more: it takes no payment from now on. Nothing happens where it was paid or closed before.
    /// </summary>
    /// <exception cref="ProcessorFailure" />
    Task CloseAsync(string reference, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Repeating it with the same request id moves nothing twice.</summary>
    /// <exception cref="ProcessorFailure" />
    Task RefundAsync(RefundRequest request, CancellationToken cancel);

    /// <summary>Checks where a webhook comes from and reads which object it is about.</summary>
    /// <param name="body">The raw bytes; nothing may have parsed them before.</param>
    /// <returns><c>null</c> for a genuine message that is none of our business: it is answered with 200 and leaves no trace.</returns>
    /// <exception cref="Kernel.Http.Refused">400: signature_bad, signature_old, payload_malformed.</exception>
    ValueTask<WebhookEvent?> VerifyAsync(IHeaderDictionary headers, ReadOnlyMemory<byte> body, DateTime now, CancellationToken cancel);
}

/// <param name="RequestId">Stored before the call.</param>
/// <param name="OrderCode">Ours; they give it back in everything they say about it.</param>
/// <param name="Site">Address of this site as the buyer has reached it, without a slash at its end.</param>
/// <param name="ReturnPath">Path on it to which the buyer comes back, by a link or a redirect of a GET.</param>
/// <param name="ExpiresAt">UTC; from then on their page must take no payment: the price was promised until then.</param>
internal sealed record CheckoutRequest(
    string RequestId, string OrderCode, string Description, long Amount, string Currency, string Site, string ReturnPath,
    DateTime ExpiresAt)
{
    /// <summary>The buyer's browser says that it runs on a phone: some processors have another way for it.</summary>
    public bool OnPhone { get; init; }

    /// <summary>The buyer's network address, where it is known: some processors ask for it.</summary>
    public string? BuyerAddress { get; init; }
}

/// <param name="Reference">Their id of it.</param>
/// <param name="Start">How the buyer goes on.</param>
internal sealed record StartedCheckout(string Reference, CheckoutStart Start)
{
    /// <summary>UTC; from then on <see cref="Start"/> leads nowhere, and the same request makes a new one. <c>null</c>: it lasts.</summary>
    public DateTime? GoodUntil { get; init; }
}

/// <param name="State">How the checkout ended, <see cref="CheckoutState.Open"/> while it has not.</param>
internal sealed record CheckoutRecord(CheckoutState State, IReadOnlyList<PaymentRecord> Payments);

/// <param name="Amount">Captured, minor units, before the fee.</param>
/// <param name="Fee">Kept by the processor, minor units of the same currency.</param>
internal sealed record PaymentRecord(
    string Reference, long Amount, string Currency, long Fee, DateTime PaidAt, IReadOnlyList<RefundRecord> Refunds)
{
    /// <summary>Payments that the buyer's bank asks back, as they stand.</summary>
    public IReadOnlyList<DisputeRecord> Disputes { get; init; } = [];
}

/// <param name="Amount">Minor units of <paramref name="Currency"/> that are asked back.</param>
/// <param name="Fee">What the processor keeps for it, minor units of the same currency.</param>
/// <param name="Reason">In the processor's words.</param>
/// <param name="AnswerBy">UTC; <c>null</c> when no answer is due.</param>
internal sealed record DisputeRecord(
    string Reference, long Amount, string Currency, long Fee, string Reason, DisputeState State, DateTime OpenedAt, DateTime? AnswerBy)
{
    /// <summary>
    /// Minor units of <see cref="Amount"/> that they hold back now, without the fee: all of it from the opening on and once it is lost;
    /// 0 for a mere inquiry and once it is won.
    /// </summary>
    public long Withheld { get => _withheld ?? (State == DisputeState.Won ? 0 : Amount); init => _withheld = value; }

    private readonly long? _withheld;
}

/// <summary>How it stands between a buyer's bank and us.</summary>
public enum DisputeState
{
    /// <summary>An answer is due.</summary>
    NeedsAnswer,

    /// <summary>The bank decides.</summary>
    UnderReview,

    /// <summary>The money is ours again, or never left.</summary>
    Won,

    /// <summary>The money is gone.</summary>
    Lost,
}

/// <summary>One of their payments, as their own list names it.</summary>
/// <param name="Reference">As in <see cref="PaymentRecord"/>.</param>
/// <param name="OrderCode">Ours, as they give it back; <c>null</c> for a payment that was not made through us.</param>
/// <param name="Refunded">Minor units that went back so far.</param>
internal sealed record ListedPayment(
    string Reference, string? OrderCode, long Amount, string Currency, long Fee, long Refunded, DateTime PaidAt)
{
    /// <summary>A buyer's bank asks it back, or has done so.</summary>
    public bool Disputed { get; init; }
}

/// <summary>One field of a processor's settings; the environment wins over what is entered.</summary>
/// <param name="Key">As in configuration: <c>Guildhall:Payments:Stripe:SecretKey</c>.</param>
/// <param name="Label">A text key.</param>
/// <param name="Help">A text key: where to find it; <c>null</c> without.</param>
/// <param name="IsSecret">Encrypted, and never shown again.</param>
/// <param name="IsLong">Several lines, such as a key in PEM or the words of a transfer.</param>
public sealed record ProcessorSetting(
    string Key, [Localizable(true)] string Label, [Localizable(true)] string? Help = null, bool IsSecret = false, bool IsLong = false)
{
    /// <summary>The base address of their server, http or https; empty for the true one.</summary>
    public bool IsAddress { get; init; }

    /// <summary>What programs and forms call it: the last part of <see cref="Key"/>.</summary>
    public string Name => Key[(Key.LastIndexOf(':') + 1)..];
}

/// <param name="RequestId">Ours; <c>null</c> when it was made by hand on their side.</param>
internal sealed record RefundRecord(string Reference, string? RequestId, long Amount, RefundOutcome Outcome, string? Failure, DateTime At);

internal sealed record RefundRequest(string RequestId, string PaymentReference, long Amount, string Currency);

/// <param name="Reference">The checkout, or the subscription, that it is about, by their id.</param>
internal sealed record WebhookEvent(string Id, string Type, string Reference, WebhookSubject Subject = WebhookSubject.Checkout);

internal enum WebhookSubject
{
    Checkout,
    Subscription,
}

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
    /// <summary>It is switched off, or its secrets are gone: what is to be done there waits until it is set up again.</summary>
    public const string NotConfigured = "not_configured";

    public string Code { get; } = code;
    public bool IsFinal { get; } = final;

    /// <summary>Asking again helps once an operator has set it up again, and not before.</summary>
    public static bool IsSwitchedOff(Exception error) => error is ProcessorFailure { Code: NotConfigured };

    /// <summary>What goes into records: the code of a failure, the type and the words of any other exception.</summary>
    public static string Told(Exception error) => error is ProcessorFailure failure ? failure.Code : $"{error.GetType().Name}: {error.Message}";
}
