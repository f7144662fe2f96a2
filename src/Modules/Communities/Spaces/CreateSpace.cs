using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Spaces;

/// <param name="Slug">Left empty, it is made from the name.</param>
/// <param name="TierId">The tier that reads it; <c>null</c> for an open space.</param>
internal sealed record NewSpace(string? Name, string? Slug, string? Description, long? TierId, int PreviewBlocks = Space.DefaultPreviewBlocks);

/// <summary>Makes a column at the end of the menu.</summary>
internal sealed class CreateSpace(AppDb db, SpaceAccess access, CommunityCache cache, CurrentMember member, TimeProvider time)
{
    public async Task<SpaceInfo> RunAsync(long communityId, NewSpace wanted, CancellationToken cancel)
    {
        var text = SpaceText.Check(wanted.Name, wanted.Description);
        var slug = string.IsNullOrWhiteSpace(wanted.Slug) ? Slug.From(text.Name, "column") : wanted.Slug.Trim();
        SpaceText.CheckSlug(slug);
        await access.CheckAsync(communityId, wanted.TierId, wanted.PreviewBlocks, cancel);
        try
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            var spaces = await db.Set<Space>().AsNoTracking().Select(s => new { s.Slug, s.Order }).ToListAsync(cancel);
            if (spaces.Any(s => s.Slug == slug))
                throw Taken(slug);
            var space = Space.Create(
                communityId, slug, SpaceKind.Column, spaces.Max(s => (int?)s.Order).GetValueOrDefault() + 1, text.Name, text.Description, time.GetUtcNow().UtcDateTime);
            space.OpenTo(wanted.TierId, wanted.PreviewBlocks);
            db.Add(space);
            db.Publish(() => new CommunityChanged(communityId, member.Id, "spaces"));
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
