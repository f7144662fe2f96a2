using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Spaces;

/// <summary>What to change, as typed; what is <c>null</c> stays.</summary>
internal sealed record SpaceChanges(string? Name = null, string? Description = null, NewAccess? Access = null, NewPosting? Posting = null)
{
    public NewSorting? Sorting { get; init; }
}

/// <param name="TierId">The tier that reads it; <c>null</c> opens it to everyone.</param>
internal sealed record NewAccess(long? TierId, int PreviewBlocks);

/// <summary>Renames a space, describes it anew, or changes who may read it.</summary>
internal sealed class ChangeSpace(AppDb db, Guard guard, SpaceAccess access, CommunityCache cache, CurrentMember member)
{
    public async Task RunAsync(long communityId, long spaceId, SpaceChanges changes, ShownValues shown, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        changes.Sorting?.Check();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, communityId, cancel);
        var space = await db.Set<Space>().SingleOrDefaultAsync(s => s.Id == spaceId, cancel) ?? throw Refused.NotFound();
        changes = Merged(changes, space, shown);
        shown.Settle();
        var text = SpaceText.Check(changes.Name ?? space.Name, changes.Description ?? space.Description);
        if (text != new SpaceText(space.Name, space.Description))
        {
            space.Describe(text.Name, text.Description);
            db.Publish(() => new CommunityChanged(communityId, member.Id, "spaces"));
        }
        if (changes.Access is { } wanted && wanted != new NewAccess(space.TierId, space.PreviewBlocks))
        {
            // An archived tier may stay where it is, so only a change is judged.
            await access.CheckAsync(communityId, wanted.TierId, wanted.PreviewBlocks, cancel);
            space.OpenTo(wanted.TierId, wanted.PreviewBlocks);
            db.Publish(() => new SpaceAccessChanged(communityId, member.Id, space.Id, space.TierId, space.PreviewBlocks));
        }
        if (changes.Posting is { } posting && posting != new NewPosting(space.Posting, space.PostTierId))
        {
            posting = await access.CheckPostingAsync(communityId, space.Kind, posting, cancel);
            space.LetPost(posting.Who, posting.TierId);
            db.Publish(() => new CommunityChanged(communityId, member.Id, "spaces"));
        }
        if (changes.Sorting is { } sorting && sorting != new NewSorting(space.Sorting, space.Planned))
        {
            space.Sort(sorting.Sorting, sorting.Planned);
            db.Publish(() => new CommunityChanged(communityId, member.Id, "spaces"));
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        cache.Evict();
    }

    private static SpaceChanges Merged(SpaceChanges changes, Space space, ShownValues shown) => new(
        shown.Merge("name", changes.Name, space.Name),
        shown.Merge("description", changes.Description, space.Description),
        changes.Access is not { } access ? null : new NewAccess(
            shown.Merge("tier", access.TierId, space.TierId, SpaceFields.TierText),
            shown.Merge("previewBlocks", access.PreviewBlocks, space.PreviewBlocks, SpaceFields.BlocksText)),
        changes.Posting is not { } posting ? null
            : shown.Merge("posting", posting, new NewPosting(space.Posting, space.PostTierId), SpaceFields.PostingText))
    {
        Sorting = changes.Sorting is not { } sorting ? null : new NewSorting(
            shown.Merge("sorting", sorting.Sorting, space.Sorting, EnumWords.Of),
            shown.Merge("planned", sorting.Planned, space.Planned, SpaceFields.PlannedText)),
    };
}
