using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Seats;

/// <summary>
/// The signed-in member takes a seat by a team's link. A seat is counted by one statement that compares and sets, so however many come at
/// once, no more sit than there are seats.
/// </summary>
internal sealed class TakeSeat(
    AppDb db, IGrants grants, IAccess access, IContacts contacts, CurrentMember current, TimeProvider time)
{
    /// <exception cref="Refused">404: no such link; 403: restricted; 409: full, over, or an address of another domain.</exception>
    public async Task RunAsync(string secret, CancellationToken cancel)
    {
        var (memberId, now, hash) = (current.RequireId(), time.GetUtcNow().UtcDateTime, JoinLinks.HashOf(secret));
        var team = await db.Set<Team>().AsNoTracking().SingleOrDefaultAsync(t => t.JoinHash == hash, cancel) ?? throw Refused.NotFound();
        if ((await access.HoldingsAsync(new Viewer(memberId), db.CommunityId, now, cancel)).Restriction?.ClosesReading == true)
            throw new Refused("restricted", 403, "You are suspended or banned here. Your account says why.");
        await CheckDomainAsync(team, memberId, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        var counted = await db.Set<Team>()
            .Where(t => t.Id == team.Id && t.JoinHash == hash && t.EndedAt == null && (t.Until == null || t.Until > now)
                && t.Taken < t.Seats)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.Taken, x => x.Taken + 1), cancel);
        // Who sits already has come twice; the transaction ends without the seat that was just counted.
        if (await db.Set<Seat>().AnyAsync(s => s.TeamId == team.Id && s.MemberId == memberId && s.FreedAt == null, cancel))
            return;
        if (counted == 0)
            throw await WhyNotAsync(team.Id, hash, now, cancel);
        var seat = Seat.Take(team, memberId, now);
        db.Add(seat);
        await db.SaveChangesAsync(cancel);
        await grants.GrantTierAsync(team.CommunityId, memberId, team.TierId, now, team.Until, seat.Document, memberId, now, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<Refused> WhyNotAsync(long teamId, string hash, DateTime now, CancellationToken cancel)
    {
        var team = await db.Set<Team>().AsNoTracking().SingleAsync(t => t.Id == teamId, cancel);
        return team.JoinHash != hash ? Refused.NotFound()
            : team.RunsAt(now) ? new Refused("seats_full", 409, "All seats of this team are taken. Ask its manager.")
            : new Refused("team_over", 409, "This team has ended.");
    }

    private async Task CheckDomainAsync(Team team, long memberId, CancellationToken cancel)
    {
        if (team.MailDomain.Length == 0)
            return;
        var contact = (await contacts.ManyAsync([memberId], cancel)).GetValueOrDefault(memberId);
        if (contact?.Email.EndsWith("@" + team.MailDomain, StringComparison.OrdinalIgnoreCase) != true)
            throw new Refused("seat_domain", 409, "Seats of this team are for addresses that end in @{0}.", team.MailDomain);
        if (!contact.EmailVerified)
            throw new Refused("seat_mail_unconfirmed", 409, "Confirm your email address first: your account shows how.");
    }
}
