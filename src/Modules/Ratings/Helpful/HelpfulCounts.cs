using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Ratings;
using Guildhall.Kernel.Data;

namespace Guildhall.Ratings.Helpful;

internal sealed class HelpfulCounts(PreparedReads reads) : IHelpfulness
{
    // By hand: every article asks for it, and a search for two hundred.
    private const string OfOne =
        """
        SELECT COUNT(*), COUNT(CASE WHEN helpful THEN 1 END),
            MAX(CASE WHEN member_id = @member THEN CASE WHEN helpful THEN 1 ELSE 0 END END)
        FROM helpful_votes WHERE community_id = @community AND thing_kind = @kind AND thing_id = @thing
        """;

    private readonly string _ofMany =
        $"""
        SELECT thing_id, COUNT(CASE WHEN helpful THEN 1 END), COUNT(*) FROM helpful_votes
        WHERE community_id = @community AND thing_kind = @kind AND {reads.IsOneOf("thing_id", "things")} GROUP BY thing_id
        """;

    public async Task<IReadOnlyDictionary<Thing, HelpfulCount>> CountsAsync(
        long communityId, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var counts = new Dictionary<Thing, HelpfulCount>();
        foreach (var kind in things.GroupBy(t => t.Kind))
            await reads.RunAsync(
                _ofMany, [("community", communityId), ("kind", kind.Key), ("things", reads.Ids(kind.Select(t => t.Id)))],
                async (row, stop) =>
                {
                    while (await row.ReadAsync(stop))
                        counts[new Thing(kind.Key, row.GetInt64(0))] = new HelpfulCount((int)row.GetInt64(1), (int)row.GetInt64(2));
                    return true;
                }, cancel);
        return counts;
    }

    public async Task<HelpfulCount?> CountAsync(long communityId, Thing thing, CancellationToken cancel) =>
        (await CountsAsync(communityId, [thing], cancel)).TryGetValue(thing, out var count) ? count : null;

    /// <summary>All answers for a thing, and what this member has answered; each <c>null</c> when nothing.</summary>
    public Task<(HelpfulCount? Count, bool? Mine)> SeenAsync(long communityId, Thing thing, long? memberId, CancellationToken cancel) =>
        reads.RunAsync<(HelpfulCount?, bool?)>(
            OfOne, [("member", memberId ?? 0L), ("community", communityId), ("kind", thing.Kind), ("thing", thing.Id)],
            async (row, stop) => await row.ReadAsync(stop) && row.GetInt64(0) is > 0 and var total
                ? (new HelpfulCount((int)row.GetInt64(1), (int)total), row.IsDBNull(2) ? null : row.GetInt64(2) == 1)
                : (null, null),
            cancel);
}
