using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Communities.Home;

/// <summary>Stands in while no module keeps articles; the one that does registers after this one and wins.</summary>
internal sealed class NoArticles : INewestArticles
{
    public Task<IReadOnlyList<ArticleCard>> NewestAsync(long communityId, Holdings viewer, int countPerSpace, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ArticleCard>>([]);
}
