using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Notifications.Telling;

namespace Guildhall.Notifications.List;

/// <summary>
/// Which notifications may still be told: an article may have been withdrawn since, an operator may have left. Not even the words are told
/// then.
/// </summary>
internal sealed class StillTold(IThings things, IAccess access, TimeProvider time)
{
    /// <returns>The ids of those that may.</returns>
    public async Task<HashSet<long>> OfAsync(IReadOnlyCollection<Notification> some, CancellationToken cancel)
    {
        var told = some.Where(n => !NotificationKinds.TellsOfThing(n.Kind) && n.Kind != NotificationKinds.Operator)
            .Select(n => n.Id).ToHashSet();
        foreach (var ofCommunity in some.Where(n => NotificationKinds.TellsOfThing(n.Kind)).GroupBy(n => n.OfCommunityId))
            told.UnionWith(await KnownAsync(ofCommunity.Key, [.. ofCommunity], cancel));
        foreach (var alike in some.Where(n => n.Kind == NotificationKinds.Operator)
            .GroupBy(n => (n.MemberId, n.OfCommunityId, Permission: OperatorMatter.PermissionFor(n.ThingKind))))
        {
            var need = Need.Permission(alike.Key.OfCommunityId, alike.Key.Permission);
            if ((await access.DecideAsync(new Viewer(alike.Key.MemberId), need, time.GetUtcNow().UtcDateTime, cancel)).Allowed)
                told.UnionWith(alike.Select(n => n.Id));
        }
        return told;
    }

    /// <summary>What a visitor may know, everyone may; only of the rest each reader is asked for by themselves.</summary>
    private async Task<HashSet<long>> KnownAsync(long communityId, List<Notification> some, CancellationToken cancel)
    {
        var open = await things.FindAsync(communityId, [.. some.Select(n => n.Thing).Distinct()], Viewer.Visitor, cancel);
        var told = some.Where(n => open.ContainsKey(n.Thing)).Select(n => n.Id).ToHashSet();
        foreach (var ofMember in some.Where(n => !told.Contains(n.Id)).GroupBy(n => n.MemberId).ToList())
        {
            var viewer = new Viewer(ofMember.Key);
            var known = await things.FindAsync(communityId, [.. ofMember.Select(n => n.Thing).Distinct()], viewer, cancel);
            told.UnionWith(ofMember.Where(n => known.ContainsKey(n.Thing)).Select(n => n.Id));
        }
        return told;
    }
}
