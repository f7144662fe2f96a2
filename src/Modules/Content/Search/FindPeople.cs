using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Search;

/// <summary>
/// Members who agree to be listed, by name or handle. They stand in no index: a member belongs to several communities, and whoever
/// no longer agrees is gone from the next answer.
/// </summary>
internal sealed class FindPeople(IShownMembers shown, IThings things)
{
    public const string Kind = "member";

    /// <param name="after">The last member of the page before; <c>null</c> for the first.</param>
    public async Task<IReadOnlyList<SearchHit>> RunAsync(
        long communityId, Viewer viewer, SearchQuery query, long? after, int count, CancellationToken cancel)
    {
        var found = (await shown.FindAsync(query.Text, after, count, cancel)).Select(id => new Thing(Kind, id)).ToList();
        if (found.Count == 0)
            return [];
        var known = await things.FindAsync(communityId, found, viewer, cancel);
        return [.. found.Select(known.GetValueOrDefault).OfType<KnownThing>()
            .Select(member => new SearchHit(member, SearchTerms.Highlight(member.Title, query), []))];
    }
}
