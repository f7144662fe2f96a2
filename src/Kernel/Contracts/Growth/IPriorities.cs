namespace Guildhall.Kernel.Contracts.Growth;

/// <summary>Questions that a member spent points on to be answered first, from memory where it can: asked for lists and topics.</summary>
public interface IPriorities
{
    /// <summary>Until when each of them is to be answered, UTC, by topic; what has its answer is not among them.</summary>
    ValueTask<IReadOnlyDictionary<long, DateTime>> OfAsync(long communityId, CancellationToken cancel = default);
}
