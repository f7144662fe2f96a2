using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Roles;
using Guildhall.Memberships.Seats;
using Guildhall.Memberships.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Members;

/// <summary>
/// Who goes holds nothing any more; the last owner of a community stays, and what is paid and runs is told before, across communities.
/// </summary>
internal sealed class ForgetMembership(AppDb db, Grants grants, ICommunities communities, TimeProvider time) : IForget
{
    private const string Reason = "The account was deleted";

    public async Task<IReadOnlyList<LeavingNote>> NotesAsync(long memberId, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var inForce = db.Set<Grant>().IgnoreQueryFilters().AsNoTracking().Where(GrantsInForce.At(now));
        var held = await inForce.Where(g => g.MemberId == memberId).ToListAsync(cancel);
        var notes = new List<LeavingNote>();
        foreach (var community in held.Where(g => g.Role == Role.Owner).Select(g => g.CommunityId).Distinct().ToList())
            if (!await inForce.AnyAsync(g => g.CommunityId == community && g.Role == Role.Owner && g.MemberId != memberId, cancel))
                notes.Add(new LeavingNote(
                    "You are the last owner of {0}. Make someone else an owner first.", [await NameAsync(community, cancel)], Forbids: true));
        foreach (var paid in held.Where(g => g.TierId is not null && g.EndsAt is not null))
            notes.Add(new LeavingNote("Your time as {0} in {1} runs until {2}. It is lost, and not paid back.",
                [await TierAsync(paid.TierId!.Value, cancel), await NameAsync(paid.CommunityId, cancel), Day(paid.EndsAt!.Value)]));
        foreach (var team in await db.Set<Team>().IgnoreQueryFilters().AsNoTracking()
            .Where(t => t.ManagerId == memberId && t.EndedAt == null && (t.Until == null || t.Until > now)).ToListAsync(cancel))
            notes.Add(new LeavingNote("You manage a team in {0}. No one can manage its seats once you leave.", [await NameAsync(team.CommunityId, cancel)]));
        return notes;
    }

    public async Task ForgetInAsync(ForgottenMember member, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, member.Id, cancel);
        db.ChangeTracker.Clear();
        var running = await db.Set<Grant>().Include(g => g.Revocation)
            .Where(g => g.MemberId == member.Id && g.Revocation == null && (g.EndsAt == null || g.EndsAt > now)).ToListAsync(cancel);
        grants.Revoke(running, Reason, new Thing("member", member.Id), null, now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<string> NameAsync(long community, CancellationToken cancel) =>
        (await communities.FindAsync(community, cancel))?.Name ?? "";

    private Task<string> TierAsync(long tier, CancellationToken cancel) =>
        db.Set<Tier>().IgnoreQueryFilters().Where(t => t.Id == tier).Select(t => t.Name).SingleAsync(cancel);

    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
