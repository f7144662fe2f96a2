namespace Guildhall.Kernel.Contracts.Payments;

/// <summary>Whether the end of something that was bought is looked after by its subscription.</summary>
public interface IRenewals
{
    /// <summary>Who of these members has a subscription of which item, so that nobody else reminds them of its end.</summary>
    Task<IReadOnlySet<(long MemberId, Thing Item)>> OfAsync(
        long communityId, IReadOnlyCollection<long> memberIds, CancellationToken cancel = default);
}
