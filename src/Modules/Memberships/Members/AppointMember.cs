using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Members;

/// <summary>Gives a role. Repeating it while the role is held changes nothing.</summary>
internal sealed class AppointMember(AppDb db, IGrants grants, IAccess access, PeopleHere people, CurrentMember current, TimeProvider time)
{
    public async Task RunAsync(long memberId, string? role, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await access.RequireAsync(current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageCommunity), now, cancel);
        if (role is null || !Roles.All.Contains(role))
            throw Refused.AtField("role", "role_unknown", "Choose a role.");

        await using var transaction = await db.BeginWriteAsync(cancel);
        if (!await people.MayNameAsync(memberId, cancel))
            throw Refused.NotFound();
        if (await db.Set<Grant>().Where(GrantsInForce.At(now)).AnyAsync(g => g.MemberId == memberId && g.Role == role, cancel))
            return;
        var appointment = Appointment.Of(db.CommunityId, memberId, role, current.RequireId(), now);
        db.Add(appointment);
        await db.SaveChangesAsync(cancel);
        await grants.GrantRoleAsync(db.CommunityId, memberId, role, appointment.Document, current.RequireId(), now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
