using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Previews;

/// <summary>Leaves the work of cutting a space's articles anew to <see cref="RecutPreviews"/>.</summary>
internal sealed class RecutOnSpaceAccessChanged(AppDb db) : IHandle<SpaceAccessChanged>
{
    public async Task HandleAsync(SpaceAccessChanged happened, DateTime at, CancellationToken cancel)
    {
        // A space has one row, and its id is unique in the installation.
        if (await db.Set<PreviewRecut>().IgnoreQueryFilters().SingleOrDefaultAsync(r => r.SpaceId == happened.SpaceId, cancel) is { } waiting)
            waiting.ChangeTo(happened.PreviewBlocks, at);
        else
            db.Add(PreviewRecut.Of(happened.CommunityId, happened.SpaceId, happened.PreviewBlocks, at));
        await db.SaveChangesAsync(cancel);
    }
}
