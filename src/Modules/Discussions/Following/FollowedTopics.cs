using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Following;

/// <summary>A topic of which a member said something.</summary>
internal sealed record FollowedTopic(long Id, string Title, Following Following);

/// <summary>Topics of which whoever asks said how closely they follow them, the newest first.</summary>
internal sealed class FollowedTopics(AppDb db, CurrentMember member, CurrentHoldings held, CommunityScope scope)
{
    /// <param name="before">Id of the last topic of the page before.</param>
    public async Task<Page<FollowedTopic, long>> PageAsync(long? before, int limit, CancellationToken cancel)
    {
        var me = member.RequireId();
        var holdings = await held.GetAsync(cancel);
        var spaces = scope.Required.Spaces.Where(s => s.HoldsTopics() && holdings.Opens(s.TierId)).Select(s => s.Id).ToList();
        return await db.Set<TopicReader>().Where(r => r.MemberId == me && r.Following != Following.Normal)
            .Join(db.Set<Topic>().Where(t => spaces.Contains(t.SpaceId ?? 0) && t.Standing == Standing.Shown && t.DeletedAt == null),
                r => r.TopicId, t => t.Id, (r, t) => new { t.Id, t.Title, r.Following })
            .Where(t => before == null || t.Id < before).OrderByDescending(t => t.Id)
            .Select(t => new FollowedTopic(t.Id, t.Title, t.Following)).PageAsync(limit, t => t.Id, cancel);
    }
}
