using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;

namespace Guildhall.Moderation.Cases;

/// <summary>What the screening has held waits in the queue beside what members have reported.</summary>
internal sealed class OpenCaseOnPostHeld(AppDb db, IEnumerable<IHeldPosts> owners, OpenCase open) : IHandle<PostHeld>
{
    public async Task HandleAsync(PostHeld happened, Envelope envelope, CancellationToken cancel)
    {
        var owner = owners.FirstOrDefault(o => o.Kinds.Contains(happened.Post.Kind));
        // Released or deleted meanwhile: nothing waits.
        if (owner is null || await owner.FindAsync(happened.CommunityId, happened.Post, cancel) is not { } held)
            return;
        var one = await open.ForAsync(happened.Post, held.AuthorId, cancel);
        one.Hold(happened.Reason, envelope.At);
        await db.SaveChangesAsync(cancel);
    }
}
