using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;

namespace Guildhall.Content.Previews;

/// <summary>Leaves the work of cutting a space's articles anew to <see cref="RecutPreviewsOfSpace"/>.</summary>
internal sealed class RecutOnSpaceAccessChanged(AppDb db) : IHandle<SpaceAccessChanged>
{
    public async Task HandleAsync(SpaceAccessChanged happened, Envelope envelope, CancellationToken cancel)
    {
        db.Enqueue(() => RecutPreviews.Order(happened.CommunityId, happened.SpaceId, happened.PreviewBlocks));
        await db.SaveChangesAsync(cancel);
    }
}
