using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;

namespace Guildhall.Communities.Demo;

/// <summary>What the people of the demo do in other modules.</summary>
internal sealed class DemoDeeds(IArticles articles, IGrants grants, ITiers tiers, ITestPurchases purchases)
{
    public IArticles Articles => articles;

    public IGrants Grants => grants;

    public async Task BuyAsync(long communityId, long memberId, string tierSlug, Interval interval, CancellationToken cancel)
    {
        var tier = (await tiers.ListAsync(communityId, cancel)).Single(t => t.Slug == tierSlug);
        await purchases.BuyMembershipAsync(memberId, tier.TierId, interval, cancel);
    }

    /// <summary>What was bought is paid and open.</summary>
    public Task SettleAsync(CancellationToken cancel) => purchases.SettleAsync(cancel);
}
