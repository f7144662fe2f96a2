using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Work: moderators hear how much waits for them.</summary>
/// <param name="CaseId">The one that came first.</param>
internal sealed record TellModerators(long CaseId, DateTime Due);

/// <summary>What comes to the queue within some minutes is told at once: a storm of reports rings once.</summary>
internal sealed class NotifyModerators(AppDb db) : IHandle<CaseOpened>, IHandle<VerdictAppealed>
{
    private static readonly TimeSpan Gathered = TimeSpan.FromMinutes(5);

    public Task HandleAsync(CaseOpened happened, Envelope envelope, CancellationToken cancel) =>
        EnqueueAsync(happened.CommunityId, happened.CaseId, envelope.At, cancel);

    public Task HandleAsync(VerdictAppealed happened, Envelope envelope, CancellationToken cancel) =>
        EnqueueAsync(happened.CommunityId, happened.CaseId, envelope.At, cancel);

    private async Task EnqueueAsync(long communityId, long caseId, DateTime at, CancellationToken cancel)
    {
        var due = at + Gathered;
        db.Enqueue(() => new WorkOrder(communityId.ToString(CultureInfo.InvariantCulture), new TellModerators(caseId, due), due));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Tells them where anything still waits.</summary>
internal sealed class TellModeratorsOfCases(
    TellMembers tell, ICases cases, ICommunities communities, IRoleHolders holders, TimeProvider time)
    : IWork<TellModerators>
{
    public async Task RunAsync(TellModerators payload, WorkContext context, CancellationToken cancel)
    {
        var waiting = await cases.CountOpenAsync(context.CommunityId, cancel);
        if (waiting == 0 || await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        var now = time.GetUtcNow().UtcDateTime;
        var moderators = await holders.WithPermissionAsync(community.Id, OperatorMatter.Cases.Permission, now, cancel);
        await tell.RunAsync(
            new Notice(
                community.Id, NotificationKinds.Operator, $"cases:{payload.CaseId}:{payload.Due:yyyyMMddHHmmss}",
                new Thing(OperatorMatter.Cases.ThingKind, payload.CaseId), "Reports and held posts to decide in {0}: {1}",
                [community.Name, waiting.ToString(CultureInfo.InvariantCulture)], $"/c/{community.Slug}/manage/reports"),
            moderators, now, cancel);
    }
}
