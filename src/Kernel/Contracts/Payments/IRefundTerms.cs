using System.ComponentModel;

namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>What a community promises about money back, for the pages on which something is sold.</summary>
public interface IRefundTerms
{
    /// <summary>The promise about one kind of <see cref="ISellables.Kinds"/>, in whole sentences.</summary>
    /// <returns>Empty where nothing is promised.</returns>
    Task<IReadOnlyList<SaleNote>> OfKindAsync(long communityId, string kind, CancellationToken cancel = default);
}

/// <summary>
/// Answered by every module that knows what its members have used of something they bought, so that a refund can depend on it.
/// </summary>
public interface IUsage
{
    /// <summary>How much of what a paid line opened its buyer has used since, in the module's own unit.</summary>
    /// <param name="from">UTC, when it was paid.</param>
    /// <returns><c>null</c> where the module has no part in this kind of thing.</returns>
    Task<Usage?> OfAsync(SoldLine line, DateTime from, DateTime now, CancellationToken cancel = default);
}

/// <summary>What was used.</summary>
/// <param name="Count">0 or more; several modules' counts are added.</param>
/// <param name="Text">A text key that tells the buyer, with a place for the count.</param>
public sealed record Usage(int Count, [Localizable(true)] string Text);
