using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Activities.Sessions;

/// <summary>Says who may have the files of this module: covers and what a session says of itself everyone, once it is public.</summary>
internal sealed class SessionFiles(AppDb db, IAccess access, ICommunities communities, TimeProvider time) : IFileOwner
{
    /// <summary>The picture of a session.</summary>
    public const string CoverKind = "session_cover";

    public IReadOnlyList<string> Kinds => [CoverKind, LiveSession.OwnKind];

    public async Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> asked, Viewer viewer, CancellationToken cancel = default)
    {
        var open = new Dictionary<Thing, FileAudience>();
        if (await communities.FindAsync(communityId, cancel) is null)
            return open;
        var mayHost = (await access.HoldingsAsync(viewer, communityId, time.GetUtcNow().UtcDateTime, cancel)).MayHost();
        List<long> ids = [.. asked.Select(t => t.Id).Distinct()];
        var known = await db.Set<LiveSession>().AsNoTracking().Where(s => s.CommunityId == communityId && ids.Contains(s.Id))
            .ToDictionaryAsync(s => s.Id, s => s.State, cancel);
        foreach (var thing in asked.Where(t => known.ContainsKey(t.Id)))
            open[thing] = known[thing.Id] != SessionState.Draft ? FileAudience.Everyone
                : mayHost ? FileAudience.Viewer : FileAudience.Nobody;
        return open;
    }
}
