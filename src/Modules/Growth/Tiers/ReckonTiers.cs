using System.Globalization;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Growth.Levels;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Tiers;

/// <summary>Work: rules or levels changed, so everybody is looked at once.</summary>
internal sealed record ReckonTiers
{
    public static WorkOrder Of(long communityId) =>
        new(communityId.ToString(CultureInfo.InvariantCulture), new ReckonTiers(), CommunityId: communityId);
}

/// <summary>Looks at everybody who has a level or a tier by a rule, each in a transaction of their own.</summary>
internal sealed class ReckonAllTiers(AppDb db, AwardTiers award, CommunityScope scope, ICommunities communities) : IWork<ReckonTiers>
{
    private const int Batch = 200;

    public async Task RunAsync(ReckonTiers payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        scope.Enter(community);
        await AllAsync(cancel);
    }

    public async Task AllAsync(CancellationToken cancel)
    {
        if (!await db.Set<TierRule>().AnyAsync(cancel))
            return;
        for (long after = 0; ;)
        {
            var last = after;
            var members = await db.Set<MemberStanding>().Where(s => s.MemberId > last).OrderBy(s => s.MemberId).Select(s => s.MemberId)
                .Take(Batch).ToListAsync(cancel);
            foreach (var member in members)
                await OneAsync(member, cancel);
            if (members.Count < Batch)
                return;
            after = members[^1];
        }
    }

    private async Task OneAsync(long member, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, member, cancel);
        await award.ConsiderAsync(scope.Id, member, cancel);
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }
}

/// <summary>At night the days within which points were earned have moved on, and tiers that were held for some days are over.</summary>
internal sealed class ReckonTiersNightly(ReckonAllTiers reckon) : IClockJob
{
    public static ClockTime At { get; } = ClockTime.OfEachCommunity("20 3 * * *");

    public Task RunAsync(CancellationToken cancel) => reckon.AllAsync(cancel);
}
