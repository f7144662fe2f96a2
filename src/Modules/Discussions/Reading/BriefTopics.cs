using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reading;

/// <summary>A topic in a few words, the same for all who may read its space.</summary>
/// <param name="AuthorId"><c>null</c> where it was asked without a name.</param>
internal sealed record BriefTopic(long Id, long SpaceId, string Title, int Replies, long? AuthorId);

/// <summary>What is being talked about, for front pages.</summary>
internal static class BriefTopics
{
    /// <summary>The liveliest of each space, without those that are pinned, the liveliest first.</summary>
    public static async Task<IReadOnlyList<BriefTopic>> OfEachAsync(
        AppDb db, IEnumerable<long> spaceIds, int count, CancellationToken cancel)
    {
        // A seek per space: in one sorted list a lively space would leave no room for the others.
        IQueryable<long>? liveliest = null;
        foreach (var space in spaceIds)
        {
            var here = db.Set<Topic>()
                .Where(t => t.SpaceId == space && t.Standing == Standing.Shown && t.DeletedAt == null)
                .Where(t => !db.Set<Pin>().Any(p => p.TopicId == t.Id) && !db.Set<TopicArchive>().Any(a => a.TopicId == t.Id))
                .OrderByDescending(t => t.LastAt).ThenByDescending(t => t.Id).Take(count).Select(t => t.Id);
            liveliest = liveliest is null ? here : liveliest.Concat(here);
        }
        if (liveliest is null)
            return [];
        var ids = await liveliest.ToListAsync(cancel);
        return await db.Set<Topic>().Where(t => ids.Contains(t.Id)).OrderByDescending(t => t.LastAt).ThenByDescending(t => t.Id)
            .Select(t => new BriefTopic(t.Id, t.SpaceId ?? 0, t.Title, t.Replies, t.IsAnonymous ? null : (long?)t.AuthorId))
            .ToListAsync(cancel);
    }
}
