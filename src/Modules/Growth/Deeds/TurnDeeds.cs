using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Deeds;

/// <summary>
/// Keeps deeds as facts tell of them, and lets the ledger of points follow. A fact that comes late, twice or again changes nothing: the row
/// of the deed remembers the newest activity that told of it.
/// </summary>
internal sealed class TurnDeeds(AppDb db, ScoreDeeds score, IKnownBots bots, ICommunities communities)
{
    /// <param name="stands">Whether it was done; else undone.</param>
    /// <param name="isHidden">Whether what it was done to is out of sight.</param>
    public async Task RunAsync(DeedFact fact, bool stands, bool isHidden, long activityId, CancellationToken cancel)
    {
        var deed = await FindAsync(fact.Key, cancel);
        if (deed is null)
        {
            if (await bots.ContainsAsync(fact.MemberId, cancel) || await bots.ContainsAsync(fact.ById, cancel))
                return;
            db.Add(deed = Deed.Of(fact, await DayAsync(fact, cancel)));
        }
        var counted = deed.Counts;
        if (!deed.Turn(stands, activityId))
            return;
        deed.Hide(isHidden);
        await db.SaveChangesAsync(cancel);
        if (deed.Counts != counted)
            await score.RunAsync(deed, activityId, cancel);
    }

    /// <summary>What was done is undone, whoever did it; one that nobody has kept changes nothing.</summary>
    public async Task UndoAsync(string key, long activityId, CancellationToken cancel)
    {
        if (await FindAsync(key, cancel) is not { } deed)
            return;
        var counted = deed.Counts;
        if (!deed.Turn(false, activityId))
            return;
        await db.SaveChangesAsync(cancel);
        if (counted)
            await score.RunAsync(deed, activityId, cancel);
    }

    /// <summary>The deed is another's from now on: it is taken from whoever had it before.</summary>
    public async Task MoveAsync(DeedFact fact, bool isHidden, long activityId, CancellationToken cancel)
    {
        if (await FindAsync(fact.Key, cancel) is not { } deed || deed.MemberId == fact.MemberId)
        {
            await RunAsync(fact, stands: true, isHidden, activityId, cancel);
            return;
        }
        if (activityId <= deed.ActivityId)
            return;
        if (deed.Counts)
        {
            deed.Hide(true);
            await score.RunAsync(deed, activityId, cancel);
        }
        deed.GoTo(fact, await DayAsync(fact, cancel));
        deed.Turn(stands: true, activityId);
        deed.Hide(isHidden);
        await db.SaveChangesAsync(cancel);
        if (deed.Counts)
            await score.RunAsync(deed, activityId, cancel);
    }

    /// <summary>A thing went out of sight or came back, and with it all that was done to it.</summary>
    public async Task HideAsync(Thing thing, bool isHidden, long activityId, CancellationToken cancel)
    {
        var turned = await db.Set<Deed>()
            .Where(d => d.ThingKind == thing.Kind && d.ThingId == thing.Id && d.IsHidden != isHidden).ToListAsync(cancel);
        foreach (var deed in turned)
            deed.Hide(isHidden);
        await db.SaveChangesAsync(cancel);
        foreach (var deed in turned.Where(d => d.Stands))
            await score.RunAsync(deed, activityId, cancel);
    }

    private Task<Deed?> FindAsync(string key, CancellationToken cancel) =>
        db.Set<Deed>().SingleOrDefaultAsync(d => d.Key == key, cancel);

    private async Task<DateOnly> DayAsync(DeedFact fact, CancellationToken cancel)
    {
        var zone = (await communities.FindAsync(fact.CommunityId, cancel))?.TimeZone ?? "UTC";
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(fact.At, TimeZones.Find(zone)));
    }
}
