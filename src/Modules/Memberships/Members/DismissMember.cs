using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Roles;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Members;

/// <summary>Takes a role away, however many grants gave it. Somebody stays owner.</summary>
internal sealed class DismissMember(AppDb db, Grants grants, IAccess access, CurrentMember current, TimeProvider time)
{
    public async Task RunAsync(long memberId, string role, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await access.RequireAsync(current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageRoles), now, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        // Two owners who dismiss each other at once would otherwise both see the other one stay.
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var holding = await db.Set<Grant>().Include(g => g.Revocation).Where(GrantsInForce.At(now)).Where(g => g.Role == role)
            .ToListAsync(cancel);
        var theirs = holding.Where(g => g.MemberId == memberId).ToList();
        if (theirs.Count == 0)
            return;
        if (role == Role.Owner && theirs.Count == holding.Count)
            throw new Refused("last_owner", 409, "A community needs an owner. Make someone else owner first.");
        var by = current.RequireId();
        grants.Revoke(theirs, "Role taken back", new Thing("member", by), by, now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
