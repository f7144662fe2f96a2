using System.ComponentModel;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>
/// Answered by every module that sells something. Payments asks what it costs before an order, and says inside the transaction that
/// settles the order that it is paid; the module opens, enrols or ships then, in the same save.
/// </summary>
public interface ISellables
{
    /// <summary>The kinds this module sells. A kind belongs to one module.</summary>
    IReadOnlyList<SaleKind> Kinds { get; }

    /// <summary>
    /// What the wish costs now, in the community of the request. With an interval in the wish that one alone; without, each that is sold,
    /// the usual one first.
    /// </summary>
    /// <param name="buyerId"><c>null</c> for a visitor.</param>
    /// <returns>At least one quote, all of the same item.</returns>
    /// <exception cref="Refused">422: unknown, no longer sold, not sold for that interval.</exception>
    Task<IReadOnlyList<SaleQuote>> QuoteAsync(SaleWish wish, long? buyerId, DateTime now, CancellationToken cancel = default);

    /// <summary>Keeps stock or seats for an order that is being placed. Inside its transaction; the caller saves.</summary>
    /// <param name="until">UTC; the order can be paid no longer then, so that what is kept is free again by itself.</param>
    /// <exception cref="Refused">409: there is not enough of it.</exception>
    Task ReserveAsync(SoldLine line, DateTime until, DateTime now, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>The order was cancelled before it was paid. Inside the caller's transaction.</summary>
    Task ReleaseAsync(SoldLine line, DateTime now, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>
    /// The line is paid: gives what was bought, with <see cref="SoldLine.Source"/> as the source of every grant. Inside the settlement's
    /// transaction, in the buyer's turn; harmless when repeated. Money is here, so it never refuses.
    /// </summary>
    /// <param name="by">The buyer, or the operator who accepted the payment.</param>
    Task<Fulfilment> FulfilAsync(SoldLine line, long? by, DateTime now, CancellationToken cancel = default);

    /// <summary>The money went back: ends what rests on the line. Inside the caller's transaction; harmless when repeated.</summary>
    /// <param name="reason">A text key.</param>
    /// <param name="because">The document, e.g. <c>refund:4</c>.</param>
    Task TakeBackAsync(
        SoldLine line, [Localizable(true)] string reason, Thing because, long? by, DateTime now, CancellationToken cancel = default);

    /// <summary>What <see cref="TakeBackAsync"/> would end now; empty when all of it is over.</summary>
    Task<IReadOnlyList<TakenBack>> PreviewTakeBackAsync(SoldLine line, DateTime now, CancellationToken cancel = default);

    /// <summary>
    /// Keeps what a line gives open beyond its end, while a renewal that is due is tried again. Inside the caller's transaction; harmless
    /// when repeated with the same source.
    /// </summary>
    /// <param name="line">What is renewed.</param>
    /// <param name="source">What grants for that time shall name.</param>
    Task HoldOpenAsync(
        SoldLine line, Thing source, DateTime from, DateTime until, DateTime now, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>Ends what <see cref="HoldOpenAsync"/> keeps open: it was paid, or it was ended.</summary>
    /// <param name="why">A text key.</param>
    Task CloseAsync(
        SoldLine of, Thing source, [Localizable(true)] string why, DateTime now, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>
    /// Before what was paid earlier is given to somebody who claims it, <see cref="SoldLine.MemberId"/> from then on: why they would gain
    /// nothing, as when they hold it for good.
    /// </summary>
    /// <returns><c>null</c> when it is of use.</returns>
    Task<Refused?> RefuseClaimAsync(SoldLine line, DateTime now, CancellationToken cancel = default) => Task.FromResult<Refused?>(null);

    /// <summary>Whether every paid line of these kinds rests under exactly one grant of the access ledger, as the audit expects.</summary>
    bool GrantsAccess => true;
}

/// <summary>A kind of things that are sold.</summary>
/// <param name="Name">In lines of orders and addresses, snake_case: "tier", "article".</param>
/// <param name="One">A text key, what one of it is called: "Article".</param>
/// <param name="All">A text key, what all of them are called: "Single articles".</param>
public sealed record SaleKind(string Name, [Localizable(true)] string One, [Localizable(true)] string All);

/// <summary>What somebody wants to buy.</summary>
/// <param name="Kind">Of <see cref="ISellables.Kinds"/>.</param>
/// <param name="Id">Id or slug, as the module reads it.</param>
/// <param name="Quantity">1 or more.</param>
/// <param name="Interval"><c>null</c> where the item is sold once, or to be told every interval.</param>
public sealed record SaleWish(string Kind, string Id, int Quantity = 1, Interval? Interval = null)
{
    /// <summary>To try it first for nothing, for as long as the seller says.</summary>
    public bool Trial { get; init; }

    /// <summary>Days for nothing that the buyer brings, as a coupon gives them; the longer of these and the seller's own.</summary>
    public int TrialDays { get; init; }

    /// <summary>ISO 4217; <c>null</c> for the usual one.</summary>
    public string? Currency { get; init; }

    /// <summary>
    /// What the buyer chose to pay for one, minor units of the community's currency; <c>null</c> for the price. Refused unless the quote
    /// <see cref="SaleQuote.TakesAmount"/>.
    /// </summary>
    public long? Amount { get; init; }

    /// <summary>
    /// Who will have it is not known yet, as with a gift: what the buyer holds does not count, no price for newcomers applies, and it ends
    /// by itself. Only quotes that are <see cref="SaleQuote.Claimable"/> answer it.
    /// </summary>
    public bool Unclaimed { get; init; }
}

/// <summary>What one of an item costs, and what it gives.</summary>
/// <param name="Title">Its name as it will stand on the order for ever.</param>
/// <param name="Interval"><c>null</c> for what is sold once.</param>
/// <param name="PriceId">The module's own row of the price, which never changes; <c>null</c> where it keeps none.</param>
/// <param name="UnitAmount">Minor units of <paramref name="Currency"/>, 0 or more.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Stream">The stream of income: "memberships", "content", "goods", "tips", "tickets", "services"; a ledger account.</param>
/// <param name="CoversFrom">UTC; <c>null</c> where it covers no time.</param>
/// <param name="CoversUntil">UTC, exclusive; <c>null</c> for no end.</param>
public sealed record SaleQuote(
    Thing Item, string Title, Interval? Interval, long? PriceId, long UnitAmount, string Currency, string Stream, DateTime? CoversFrom,
    DateTime? CoversUntil)
{
    /// <summary>A sentence in the operator's words; empty without.</summary>
    public string Description { get; init; } = "";

    /// <summary>How many one order may hold.</summary>
    public int MaxQuantity { get; init; } = 1;

    /// <summary>What the buyer should know first, e.g. that they hold it already.</summary>
    public IReadOnlyList<SaleNote> Notes { get; init; } = [];

    /// <summary>Why it cannot be ordered; <c>null</c> when it can.</summary>
    public Refused? Closed { get; init; }

    /// <summary>Every currency that the item is sold in; empty where there is only this one.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = [];

    /// <summary>How it can go on, period after period; <c>null</c> for what ends by itself or never.</summary>
    public SaleRenewal? Renewal { get; init; }

    /// <summary>Days that this buyer may try it for nothing first; 0 for none.</summary>
    public int TrialDays { get; init; }

    /// <summary>They are those that the buyer brings.</summary>
    public bool TrialIsBrought { get; init; }

    /// <summary>It is for those days alone.</summary>
    public bool IsTrial { get; init; }

    /// <summary>
    /// It can be paid now and given later to whoever claims it: <see cref="ISellables.FulfilAsync"/> is then called at the claim.
    /// </summary>
    public bool Claimable { get; init; }

    /// <summary>The buyer says how much, as with a tip: the unit amount is the one of the wish.</summary>
    public bool TakesAmount { get; init; }

    /// <summary>It costs nothing and is joined instead of ordered.</summary>
    public bool IsJoined { get; init; }
}

/// <summary>What every further period costs.</summary>
/// <param name="Amount">Minor units of the quote's currency, which the first period may cost less than.</param>
public sealed record SaleRenewal(Interval Interval, long Amount);

/// <summary>Something that the buyer should know before they pay.</summary>
/// <param name="Text">A text key; instants among its arguments are shown as days of the reader's zone.</param>
public sealed record SaleNote(
    bool IsWarning, [Localizable(true)] string? Title, [Localizable(true)] string Text, params IReadOnlyList<object> Args);

/// <summary>A line of an order as the module that sells it sees it.</summary>
/// <param name="MemberId">Who gets it: the buyer, or whoever claims what was bought for somebody.</param>
/// <param name="Amount">Minor units that the buyer pays for the whole line, discounts taken off.</param>
/// <param name="Title">As it stands on the order.</param>
public sealed record SoldLine(
    long CommunityId, long OrderId, long LineId, long MemberId, Thing Item, Interval? Interval, int Quantity, long Amount, string Currency,
    string Title)
{
    /// <summary>The source that grants name for what this line gives.</summary>
    public Thing Source => new(SourceKind, LineId);

    /// <summary>The price row it was sold at, in the module that sells it; <c>null</c> where that keeps none.</summary>
    public long? PriceId { get; init; }

    /// <summary>Minor units of one, before discounts.</summary>
    public long UnitAmount { get; init; }

    /// <summary>Days for nothing that it sells instead of a period; 0 for none.</summary>
    public int TrialDays { get; init; }

    /// <summary>The buyer has brought those days, so that they are not what is given to newcomers.</summary>
    public bool TrialIsBrought { get; init; }

    /// <summary>From when on it is paid for, UTC, where that is not the moment of paying: a renewal joins on, also when it comes
    /// late.</summary>
    public DateTime? From { get; init; }

    /// <summary>The kind of <see cref="Source"/>.</summary>
    public const string SourceKind = "order_line";
}

/// <summary>What was given.</summary>
/// <param name="CoversFrom">UTC; <c>null</c> where it covers no time.</param>
/// <param name="CoversUntil">UTC, exclusive; <c>null</c> for no end.</param>
public sealed record Fulfilment(DateTime? CoversFrom = null, DateTime? CoversUntil = null);

/// <summary>Something that ends with a refund.</summary>
/// <param name="Title">Its name.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">When it would have ended anyway, UTC; <c>null</c> for no end.</param>
public sealed record TakenBack(string Title, DateTime From, DateTime? Until);
