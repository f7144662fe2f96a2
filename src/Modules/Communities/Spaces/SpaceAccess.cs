using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Communities.Spaces;

/// <summary>Whether a space can be opened to a tier with so many free blocks.</summary>
internal sealed class SpaceAccess(ITiers tiers)
{
    public async Task CheckAsync(long communityId, long? tierId, int previewBlocks, CancellationToken cancel)
    {
        if (previewBlocks is < 0 or > Space.MaxPreviewBlocks)
            throw Refused.AtField("previewBlocks", "preview_out_of_range", "The free preview has 0 to {0} blocks.", Space.MaxPreviewBlocks);
        if (tierId is { } id && await tiers.FindAsync(communityId, id, cancel) is null)
            throw Refused.AtField("tier", "tier_unknown", "This community has no such tier.");
    }
}
