using System.ComponentModel;

namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>
/// Answered by every module, or part of one, that takes something back when money goes back: access, a coupon, a share, points, a seat.
/// Payments asks all of them before the button, and lets them do it inside the transaction that books the money, also where the buyer's
/// bank took it (<see cref="MoneyBack.Because"/> is a dispute then).
/// </summary>
public interface IRefundEffects
{
    /// <summary>What its list is called.</summary>
    RefundHeading Heading { get; }

    /// <summary>What <see cref="TakeBackAsync"/> would do now. Changes nothing.</summary>
    /// <returns>Empty where it has no say about this order.</returns>
    Task<IReadOnlyList<RefundEffect>> PreviewAsync(MoneyBack back, DateTime now, CancellationToken cancel = default);

    /// <summary>Does it, in the caller's transaction and the buyer's turn; the caller saves. Harmless when repeated.</summary>
    Task TakeBackAsync(MoneyBack back, DateTime now, CancellationToken cancel = default);
}

/// <summary>The head of one list of effects.</summary>
/// <param name="Text">A text key: "Access".</param>
/// <param name="Place">Its place among the others, in the preview and in the doing; lower comes first.</param>
public sealed record RefundHeading([Localizable(true)] string Text, int Place);

/// <summary>Money of a paid order on its way back to the buyer.</summary>
/// <param name="Because">The document: <c>refund:4</c> or <c>dispute:2</c>; with id 0 in a preview.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Paid">Minor units that were taken as the price, above zero.</param>
/// <param name="ReturnedBefore">Minor units of it that have gone back earlier; in a preview also what is on its way.</param>
/// <param name="Amount">Minor units that go back now, above zero.</param>
/// <param name="EndsAccess">The operator wants what was bought to end although only a part goes back.</param>
/// <param name="Lines">Of the order, all of them.</param>
public sealed record MoneyBack(
    long CommunityId, long OrderId, long MemberId, long PaymentId, Thing Because, string Currency, long Paid, long ReturnedBefore,
    long Amount, bool EndsAccess, IReadOnlyList<SoldLine> Lines)
{
    /// <summary>Why, as a text key: it stands beside what ends.</summary>
    [Localizable(true)] public required string Reason { get; init; }

    /// <summary>Who gives it back; <c>null</c> when it was made at the processor.</summary>
    public long? By { get; init; }

    /// <summary>Minor units that are back with it.</summary>
    public long Returned => checked(ReturnedBefore + Amount);

    /// <summary>Nothing of the price stays.</summary>
    public bool IsWhole => Returned >= Paid;

    /// <summary>Whether what was bought ends with it.</summary>
    public bool Ends => EndsAccess || IsWhole;
}

/// <summary>One thing that happens with a refund.</summary>
/// <param name="Text">
/// A text key. Of its arguments <see cref="Values.Money"/> is shown as money, instants as days of the reader's zone, the rest as it is.
/// </param>
public sealed record RefundEffect([Localizable(true)] string Text, params IReadOnlyList<object> Args)
{
    /// <summary>The operator should look twice.</summary>
    public bool IsWarning { get; init; }

    /// <summary>Minor units of the payment's currency that it takes from somebody; <c>null</c> where it is about no money.</summary>
    public long? Amount { get; init; }
}
