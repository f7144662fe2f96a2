using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Explaining;
using Guildhall.Memberships.Members;
using Guildhall.Memberships.Roles;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Restrictions;

/// <summary>What shall be taken from a member.</summary>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
/// <param name="Everywhere">In the whole installation, which only its owner can say.</param>
internal sealed record NewRestriction(RestrictionKind? Kind, DateTime? Until, string? Reason, bool Everywhere)
{
    /// <exception cref="Refused">422 at a field.</exception>
    public void Check(DateTime now)
    {
        if (Kind is null)
            throw Refused.AtField("kind", "kind_missing", "Choose a restriction.");
        if (string.IsNullOrWhiteSpace(Reason))
            throw Refused.AtField("reason", "reason_missing", "Give a reason: the member sees it.");
        if (Reason.Trim().Length > Restriction.ReasonLength)
            throw Refused.AtField("reason", "reason_too_long", "A reason can have at most {0} characters.", Restriction.ReasonLength);
        if (Kind == RestrictionKind.Suspended && Until is null)
            throw Refused.AtField("until", "until_missing", "Enter an end. Without one it is a ban.");
        if (Kind == RestrictionKind.Banned && Until is not null)
            throw Refused.AtField("until", "until_of_ban", "A ban has no end. Suspend the member until then instead.");
        if (Until?.Year > LocalInstant.LastYear)
            throw LocalInstant.OutOfRange("until");
        if (Until <= now)
            throw Refused.AtField("until", "until_past", "The end is in the past.");
    }
}

/// <summary>
/// Silences, suspends or bans a member. Owners of the installation cannot be restricted, nor can anybody restrict themselves; owners
/// of the community only by another one.
/// </summary>
internal sealed class RestrictMember(AppDb db, IAccess access, PeopleHere people, CurrentMember current, TimeProvider time)
{
    /// <returns>The restriction's id.</returns>
    public async Task<long> RunAsync(long memberId, NewRestriction wanted, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await access.RequireAsync(current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageMembers), now, cancel);
        if (wanted.Everywhere)
            await access.RequireAsync(current.Viewer, Need.Permission(0, Permissions.Operate), now, cancel);
        wanted.Check(now);

        await using var transaction = await db.BeginWriteAsync(cancel);
        var restriction = await InTransactionAsync(memberId, wanted, now, cancel);
        await transaction.CommitAsync(cancel);
        return restriction;
    }

    /// <summary>For whoever has asked the gate and holds a transaction.</summary>
    internal async Task<long> InTransactionAsync(long memberId, NewRestriction wanted, DateTime now, CancellationToken cancel)
    {
        wanted.Check(now);
        // A button pressed twice restricts once.
        await db.LockAsync(LockOn.Member, memberId, cancel);
        await CheckMemberAsync(memberId, now, cancel);
        var restriction = Restriction.Impose(
            wanted.Everywhere ? null : db.CommunityId, memberId, wanted.Kind!.Value, wanted.Until, wanted.Reason!.Trim(),
            current.RequireId(), now);
        if (await db.Set<Restriction>().Where(Restriction.InForce(now))
            .AnyAsync(r => r.MemberId == memberId && r.Kind == restriction.Kind && r.OnlyIn == restriction.OnlyIn, cancel))
            throw new Refused("already_restricted", 409, "This restriction already applies. Lift it first to change it.");
        db.Add(restriction);
        db.Publish(() => new MemberRestricted(
            restriction.OnlyIn ?? 0, restriction.ImposedBy, memberId, restriction.Id, restriction.Kind, restriction.StartsAt,
            restriction.EndsAt));
        await db.SaveChangesAsync(cancel);
        return restriction.Id;
    }

    private async Task CheckMemberAsync(long memberId, DateTime now, CancellationToken cancel)
    {
        if (memberId == current.Id)
            throw new Refused("own_restriction", 409, "You can't restrict yourself.");
        if (!await people.MayNameAsync(memberId, cancel))
            throw Refused.NotFound();
        if (await db.Members.AnyAsync(m => m.Id == memberId && m.IsOwner, cancel))
            throw new Refused("owner_of_installation", 409, "A site owner can't be restricted.");
        var isOwner = await db.Set<Grant>().Where(GrantsInForce.At(now))
            .AnyAsync(g => g.MemberId == memberId && g.Role == Role.Owner, cancel);
        if (isOwner && !(await access.DecideAsync(
            current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageRoles), now, cancel)).Allowed)
            throw new Refused("owner_of_community", 409, "Only another owner can restrict an owner of the community.");
    }
}
