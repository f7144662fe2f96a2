using Guildhall.Communities.Opening;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Setup;

/// <summary>Makes the owner and the first community in one transaction: all of it or nothing.</summary>
internal sealed class SetUpInstallation(AppDb db, SetupLinks links, IMembers members, OpenCommunity open, TimeProvider time)
{
    public async Task<(long OwnerId, CommunityInfo Community)> RunAsync(
        string? token, NewMember owner, CheckedCommunity community, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        try
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            if (await links.JudgeAsync(token, cancel) != LinkState.Good || !await links.TakeAsync(token!, cancel))
                throw LinkSpent();
            var ownerId = await members.CreateAsync(owner, cancel);
            db.Add(Installation.Of(ownerId, isDemo: false, now));
            await db.SaveChangesAsync(cancel);
            var communityId = await open.WriteAsync(community, ownerId, now, cancel);
            await transaction.CommitAsync(cancel);
            return (ownerId, await open.OpenedAsync(communityId, cancel));
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            // Somebody set it up another way meanwhile: the one row of the installation decides.
            throw LinkSpent();
        }
    }

    private static Refused LinkSpent() => new("setup_link_spent", 410, "This set-up link is no longer valid.");
}
