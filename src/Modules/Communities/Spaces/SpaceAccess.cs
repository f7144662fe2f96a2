using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;

namespace Guildhall.Communities.Spaces;

/// <summary>Whether a space can be opened to a tier with so many free blocks.</summary>
internal sealed class SpaceAccess(ITiers tiers, SpaceKinds kinds)
{
    public async Task CheckAsync(long communityId, long? tierId, int previewBlocks, CancellationToken cancel)
    {
        if (previewBlocks is < 0 or > Space.MaxPreviewBlocks)
            throw Refused.AtField("previewBlocks", "preview_out_of_range", "The free preview can have 0 to {0} paragraphs.", Space.MaxPreviewBlocks);
        if (tierId is { } id && await tiers.FindAsync(communityId, id, cancel) is null)
            throw Refused.AtField("tier", "tier_unknown", "This community has no such tier.");
    }

    /// <returns>Who posts in a space of this kind: the team alone where members do not.</returns>
    /// <exception cref="Refused">422: no module has spaces of this kind, or there is no such tier.</exception>
    public async Task<NewPosting> CheckPostingAsync(long communityId, SpaceKind kind, NewPosting wanted, CancellationToken cancel)
    {
        if (kinds.Find(kind) is not { } owned)
            throw Refused.AtField("kind", "space_kind_unknown", "There are no spaces of this kind. Choose another one.");
        if (!owned.MembersPost)
            return new NewPosting(Posting.Team);
        if (wanted.Who != Posting.Tier)
            return wanted with { TierId = null };
        if (wanted.TierId is not { } id || await tiers.FindAsync(communityId, id, cancel) is null)
            throw Refused.AtField("posting", "tier_unknown", "This community has no such tier.");
        return wanted;
    }
}

/// <summary>Who posts in a space.</summary>
/// <param name="TierId">Only with <see cref="Posting.Tier"/>.</param>
internal sealed record NewPosting(Posting Who, long? TierId = null);
