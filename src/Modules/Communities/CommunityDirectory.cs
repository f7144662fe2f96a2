using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts.Communities;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Communities;

/// <summary>Answers other modules' questions about communities.</summary>
internal sealed class CommunityDirectory(CommunityCache cache, IServiceProvider services) : ICommunities
{
    public async ValueTask<CommunityInfo?> FindAsync(string slug, CancellationToken cancel = default) =>
        (await cache.GetAsync(cancel)).BySlug.GetValueOrDefault(slug);

    public async ValueTask<CommunityInfo?> FindAsync(long id, CancellationToken cancel = default) =>
        (await cache.GetAsync(cancel)).ById.GetValueOrDefault(id);

    public async ValueTask<IReadOnlyList<CommunityInfo>> ListAsync(CancellationToken cancel = default) =>
        (await cache.GetAsync(cancel)).All;

    // Asked for here and not in the constructor: every request uses the directory, and most need no database for it.
    public Task<long> EnsureSpaceAsync(
        long communityId, string slug, string name, SpaceKind kind, long? tierId = null, CancellationToken cancel = default) =>
        services.GetRequiredService<EnsureSpace>().RunAsync(communityId, slug, name, kind, tierId, cancel);

    public Task<bool> RemoveUnusedSpaceAsync(
        long communityId, long spaceId, DateTime since, long? tierId = null, CancellationToken cancel = default) =>
        services.GetRequiredService<RemoveUnusedSpace>().RunAsync(communityId, spaceId, since, tierId, cancel);
}
