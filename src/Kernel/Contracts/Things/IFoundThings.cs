using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Values;

namespace Guildhall.Kernel.Contracts.Things;

/// <summary>Asks the index of the search for things of one kind, for modules that have a search of their own.</summary>
public interface IFoundThings
{
    /// <summary>
    /// Those that hold all words in a part that these holdings open, the newest first. The index may be a moment old, and does not know of
    /// single people: whoever asks looks at each thing once more.
    /// </summary>
    /// <param name="kind">One that search has a number for: "message".</param>
    /// <param name="before">Only ids below this; <c>null</c> for the newest.</param>
    /// <param name="count">How many at most, 1 to 200.</param>
    /// <returns>Ids, falling. Fewer than <paramref name="count"/>: there are no more.</returns>
    Task<IReadOnlyList<long>> NewestAsync(
        CommunityInfo community, Holdings holdings, string kind, SearchQuery query, long? before, int count,
        CancellationToken cancel = default);
}
