using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Roles;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Members;

/// <summary>Gives a role. Repeating it while the role is held changes nothing.</summary>
internal sealed class AppointMember(
    AppDb db, Guard guard, IGrants grants, PeopleHere people, CommunityRoles roles, TimeProvider time)
{
    public async Task RunAsync(long memberId, string? role, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var by = await guard.RequireAsync(Permissions.ManageRoles, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Removing a role waits for the same lock.
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        if (role is null || await roles.FindAsync(db.CommunityId, role, cancel) is null)
            throw Refused.AtField("role", "role_unknown", "Choose a role.");
        if (!await people.MayNameAsync(memberId, cancel))
            throw Refused.NotFound();
        if (await db.Set<Grant>().Where(GrantsInForce.At(now)).AnyAsync(g => g.MemberId == memberId && g.Role == role, cancel))
            return;
        var appointment = Appointment.Of(db.CommunityId, memberId, role, by, now);
        db.Add(appointment);
        await db.SaveChangesAsync(cancel);
        await grants.GrantRoleAsync(db.CommunityId, memberId, role, appointment.Document, by, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
