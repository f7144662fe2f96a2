using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Moderation.Cases;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Sanctions;

/// <summary>What a verdict shall put on the author.</summary>
/// <param name="Until">UTC, exclusive; needed for slow mode and suspension, none for a warning and a ban.</param>
/// <param name="EveryMinutes">For slow mode; <c>null</c> for ten.</param>
internal sealed record WantedSanction(SanctionKind Kind, DateTime? Until, int? EveryMinutes)
{
    public const int UsualMinutes = 10;

    public bool IsRestriction => Kind is SanctionKind.Silenced or SanctionKind.Suspended or SanctionKind.Banned;

    /// <exception cref="Refused">422 at a field.</exception>
    public void Check(string note, DateTime now)
    {
        if (note.Length == 0)
            throw Refused.AtField("note", "note_missing", "Say why: the member sees it.");
        if (Kind is SanctionKind.Slowed or SanctionKind.Suspended && Until is null)
            throw Refused.AtField("until", "until_missing", "Say for how long.");
        if (Kind is SanctionKind.Warned or SanctionKind.Banned && Until is not null)
            throw Refused.AtField("until", "until_of_warning", "A warning and a ban have no end.");
        if (Until <= now)
            throw Refused.AtField("until", "until_past", "The end is in the past.");
        if (Until > now.AddDays(Sanction.MostDays))
            throw Refused.AtField("until", "until_too_far", "At most {0} days.", Sanction.MostDays);
        if (EveryMinutes is < 1 or > Sanction.MostMinutes)
            throw Refused.AtField("everyMinutes", "minutes_out_of_range", "From 1 to {0} minutes.", Sanction.MostMinutes);
    }
}

/// <summary>
/// Puts sanctions on members and lifts them, inside the transaction of the verdict that does so. Warnings and slow mode are a moderator's;
/// what takes reading or writing away asks for managing members beside it.
/// </summary>
internal sealed class ArrangeSanctions(
    AppDb db, IAccess access, IRestrictions restrictions, CurrentMember current, TimeProvider time)
{
    /// <exception cref="Refused">403, 409, 422.</exception>
    public async Task<Sanction> ImposeAsync(Case one, WantedSanction wanted, string reason, CancellationToken cancel)
    {
        var now = Now;
        wanted.Check(reason, now);
        var minutes = wanted.Kind == SanctionKind.Slowed ? wanted.EveryMinutes ?? WantedSanction.UsualMinutes : 0;
        var sanction = Sanction.Of(one, wanted.Kind, wanted.Until, minutes, reason, current.RequireId(), now);
        if (wanted.IsRestriction)
        {
            await RequireManagingAsync(cancel);
            sanction.RestsOn(await restrictions.PlaceAsync(one.AuthorId, KindOf(wanted.Kind), wanted.Until, reason, cancel));
        }
        else if (wanted.Kind == SanctionKind.Slowed && await db.Set<Sanction>().Where(Sanction.InForce(now))
            .AnyAsync(s => s.MemberId == one.AuthorId && s.Kind == SanctionKind.Slowed, cancel))
        {
            throw new Refused("already_slowed", 409, "This member is in slow mode already.") { Field = "sanction" };
        }
        db.Add(sanction);
        db.Publish(() => new MemberSanctioned(
            db.CommunityId, sanction.ImposedBy, one.AuthorId, one.Id, sanction.Id, sanction.Kind, sanction.EndsAt, minutes));
        await db.SaveChangesAsync(cancel);
        return sanction;
    }

    /// <summary>Nothing happens to one that is over.</summary>
    public async Task LiftAsync(long sanctionId, string reason, CancellationToken cancel)
    {
        var (now, by) = (Now, current.RequireId());
        var sanction = await db.Set<Sanction>().SingleAsync(s => s.Id == sanctionId, cancel);
        if (!sanction.InForceAt(now))
            return;
        if (sanction.RestrictionId is { } restriction)
        {
            await RequireManagingAsync(cancel);
            await restrictions.LiftAsync(sanction.MemberId, restriction, reason, cancel);
        }
        sanction.Lift(by, now);
        db.Publish(() => new SanctionLifted(db.CommunityId, by, sanction.MemberId, sanction.Id, sanction.Kind));
        await db.SaveChangesAsync(cancel);
    }

    public async Task RequireManagingAsync(CancellationToken cancel)
    {
        if (!(await access.DecideAsync(
            current.Viewer, Need.Permission(db.CommunityId, Permissions.ManageMembers), Now, cancel)).Allowed)
            throw new Refused("sanction_forbidden", 403, "Silencing, suspending and banning is for those who manage members.")
            {
                Field = "sanction",
            };
    }

    private static RestrictionKind KindOf(SanctionKind kind) => kind switch
    {
        SanctionKind.Silenced => RestrictionKind.Silenced,
        SanctionKind.Suspended => RestrictionKind.Suspended,
        _ => RestrictionKind.Banned,
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
