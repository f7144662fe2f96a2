using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Spaces;

/// <param name="Slug">Left empty, it is made from the name.</param>
/// <param name="TierId">The tier that reads it; <c>null</c> for an open space.</param>
internal sealed record NewSpace(
    string? Name, string? Slug, string? Description, long? TierId, int PreviewBlocks = Space.DefaultPreviewBlocks)
{
    public SpaceKind Kind { get; init; } = SpaceKind.Column;
    public NewSorting Sorting { get; init; } = new(SpaceSorting.Arranged, null);
    public NewPosting Posting { get; init; } = new(Kernel.Contracts.Communities.Posting.Team);
}

/// <summary>Makes a space at the end of the menu.</summary>
internal sealed class CreateSpace(AppDb db, Guard guard, SpaceAccess access, CommunityCache cache, TimeProvider time)
{
    public async Task<SpaceInfo> RunAsync(long communityId, NewSpace wanted, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var text = SpaceText.Check(wanted.Name, wanted.Description);
        var posting = await access.CheckPostingAsync(communityId, wanted.Kind, wanted.Posting, cancel);
        var slug = string.IsNullOrWhiteSpace(wanted.Slug) ? Slug.From(text.Name, EnumWords.Of(wanted.Kind)) : wanted.Slug.Trim();
        SpaceText.CheckSlug(slug);
        await access.CheckAsync(communityId, wanted.TierId, wanted.PreviewBlocks, cancel);
        var sorting = wanted.Sorting.Check();
        try
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            var spaces = await db.Set<Space>().AsNoTracking().Select(s => new { s.Slug, s.Order }).ToListAsync(cancel);
            if (spaces.Any(s => s.Slug == slug))
                throw Taken(slug);
            var space = Space.Create(
                communityId, slug, wanted.Kind, spaces.Max(s => (int?)s.Order)
                    .GetValueOrDefault() + 1, text.Name, text.Description, time.GetUtcNow().UtcDateTime);
            space.OpenTo(wanted.TierId, wanted.PreviewBlocks);
            space.LetPost(posting.Who, posting.TierId);
            space.Sort(sorting.Sorting, sorting.Planned);
            db.Add(space);
            db.Publish(() => new CommunityChanged(communityId, by, "spaces"));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            cache.Evict();
            return (await cache.GetAsync(cancel)).ById[communityId].Spaces.Single(s => s.Id == space.Id);
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            throw Taken(slug);
        }
    }

    private static Refused Taken(string slug) => new("slug_taken", 409, "The address {0} is taken. Choose another one.", slug) { Field = "slug" };
}
