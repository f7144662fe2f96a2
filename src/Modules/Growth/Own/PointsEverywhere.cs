using Guildhall.Growth.Levels;
using Guildhall.Growth.Books;
using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Own;

/// <summary>What a member has in each community, asked for across communities by themselves.</summary>
internal sealed class PointsEverywhere(AppDb db, CurrentMember current, ICommunities communities, Programs programs, IAccess access,
    TimeProvider time)
{
    public async Task<IReadOnlyList<(CommunityInfo Community, OwnStanding Standing)>> ReadAsync(CancellationToken cancel)
    {
        var me = current.RequireId();
        var standings = await db.Set<MemberStanding>().IgnoreQueryFilters().AsNoTracking().Where(s => s.MemberId == me).ToListAsync(cancel);
        var balances = await db.Set<PointsEntry>().IgnoreQueryFilters().Where(e => e.MemberId == me && e.Account == PointsAccount.Member)
            .GroupBy(e => e.CommunityId).Select(g => new { g.Key, Sum = g.Sum(e => e.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Sum,
                cancel);
        var found = new List<(CommunityInfo, OwnStanding)>();
        foreach (var standing in standings.OrderBy(s => s.CommunityId))
        {
            if (await communities.FindAsync(standing.CommunityId, cancel) is not { } community
                || await programs.OpenAsync(community.Id, cancel) is not { } program
                || !(await access.HoldingsAsync(new Viewer(me), community.Id, time.GetUtcNow().UtcDateTime, cancel))
                    .Opens(new Requirement.AnyTier()))
                continue;
            found.Add((community, new OwnStanding(
                balances.GetValueOrDefault(community.Id), standing.Lifetime, program.Level(standing.Level), program.After(standing.Level),
                standing.HiddenAt is not null)));
        }
        return found;
    }
}
