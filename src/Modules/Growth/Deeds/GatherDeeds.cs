using System.Globalization;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Deeds;

/// <summary>Work: a community begins to give points, so what was done before is read once.</summary>
internal sealed record GatherDeeds
{
    public static WorkOrder Of(long communityId) =>
        new(communityId.ToString(CultureInfo.InvariantCulture), new GatherDeeds(), CommunityId: communityId);
}

/// <summary>
/// Tells the handler of all that happened while no points were given: nothing is given for it, but rules can be tried
/// on it and badges count it. It may run twice and beside the handler, which a fact told again does not change.
/// </summary>
internal sealed class GatherPastDeeds(AppDb db, KeepDeeds keep, CommunityScope scope, ICommunities communities) : IWork<GatherDeeds>
{
    private const int Batch = 200;

    /// <summary>In the order in which the handler names them: a post comes before what is done to it.</summary>
    private static readonly IReadOnlyList<Type> Facts =
        [.. typeof(KeepDeeds).GetInterfaces().Where(i => i.IsGenericType).Select(i => i.GetGenericArguments()[0])];

    public async Task RunAsync(GatherDeeds payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        scope.Enter(community);
        foreach (var fact in Facts)
            await AllAsync(fact, community.Id, cancel);
    }

    private async Task AllAsync(Type fact, long communityId, CancellationToken cancel)
    {
        var (kind, handle) = (Activity.KindOf(fact), typeof(IHandle<>).MakeGenericType(fact).GetMethod("HandleAsync")!);
        var (at, after) = (DateTime.MinValue, 0L);
        while (true)
        {
            var (from, last) = (at, after);
            var next = await db.Activities.AsNoTracking()
                .Where(a => a.CommunityId == communityId && a.Kind == kind && (a.At > from || (a.At == from && a.Id > last)))
                .OrderBy(a => a.At).ThenBy(a => a.Id).Take(Batch).ToListAsync(cancel);
            if (next.Count == 0)
                return;
            await using var transaction = await db.BeginWriteAsync(cancel);
            foreach (var activity in next)
            {
                var envelope = new Envelope(activity.Id, activity.At, activity.CommunityId, activity.ActorId);
                await (Task)handle.Invoke(keep, [activity.Read(fact), envelope, cancel])!;
                db.ChangeTracker.Clear();
            }
            await transaction.CommitAsync(cancel);
            (at, after) = (next[^1].At, next[^1].Id);
        }
    }
}
