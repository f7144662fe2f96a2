using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Spaces;

/// <summary>The space of a slug, made where there is none; for importers and other modules.</summary>
internal sealed class EnsureSpace(
    AppDb db, CommunityCache cache, SpaceKinds kinds, SpaceAccess access, CurrentMember member, TimeProvider time)
{
    public async Task<long> RunAsync(
        long communityId, string slug, string name, SpaceKind kind, long? tierId, CancellationToken cancel)
    {
        if (await IdOfAsync(communityId, slug, cancel) is { } known)
            return known;

        var text = SpaceText.Check(name, "");
        SpaceText.CheckSlug(slug);
        await access.CheckAsync(communityId, tierId, Space.DefaultPreviewBlocks, cancel);
        var last = await db.Set<Space>().IgnoreQueryFilters().Where(s => s.CommunityId == communityId).MaxAsync(s => (int?)s.Order, cancel);
        var space = Space.Create(communityId, slug, kind, (last ?? 0) + 1, text.Name, text.Description, time.GetUtcNow().UtcDateTime);
        space.OpenTo(tierId, Space.DefaultPreviewBlocks);
        if (kinds.Find(kind) is { MembersPost: true })
            space.LetPost(Posting.Readers, null);
        db.Add(space);
        db.Publish(() => new CommunityChanged(communityId, member.Id, "spaces"));
        db.AfterCommit(cache.Evict);
        await db.SaveChangesAsync(cancel);
        return space.Id;
    }

    private async Task<long?> IdOfAsync(long communityId, string slug, CancellationToken cancel) =>
        await db.Set<Space>().IgnoreQueryFilters().Where(s => s.CommunityId == communityId && s.Slug == slug).Select(s => (long?)s.Id)
        .SingleOrDefaultAsync(cancel);
}
