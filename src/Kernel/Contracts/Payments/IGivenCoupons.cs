namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>
/// Coupons that other modules give to a member, in the community that was entered and in the caller's transaction. The caller has asked
/// whether they may.
/// </summary>
public interface IGivenCoupons
{
    /// <summary>Makes a coupon that this member may use once, for whatever the community sells. It saves.</summary>
    /// <param name="percent">1 to 100 of the price.</param>
    /// <param name="endsAt">UTC, exclusive; <c>null</c> for no end.</param>
    /// <param name="campaign">What it belongs to in the report of coupons.</param>
    /// <param name="by">In whose name it is given.</param>
    /// <returns>Its code.</returns>
    Task<string> GiveAsync(
        long memberId, int percent, DateTime? endsAt, string campaign, long by, CancellationToken cancel = default);

    /// <summary>Takes such a coupon back. It saves.</summary>
    /// <returns>Whether it is taken back: <c>false</c> where it was used, or an order that may still be paid holds it.</returns>
    Task<bool> TakeBackAsync(string code, CancellationToken cancel = default);
}
