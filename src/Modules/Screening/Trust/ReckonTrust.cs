using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Screening.Settings;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Trust;

/// <summary>Reckons levels in the community at hand from what members did, and keeps them.</summary>
internal sealed class ReckonTrust(AppDb db, GatherFacts gather, ReadNumbers read, TimeProvider time)
{
    /// <summary>So long a level stands before it is reckoned again because somebody did something.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <returns>The level that the member has now.</returns>
    public async Task<TrustLevel> OneAsync(long memberId, CancellationToken cancel) =>
        (await ManyAsync([memberId], cancel)).GetValueOrDefault(memberId);

    public async Task<IReadOnlyDictionary<long, TrustLevel>> ManyAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel)
    {
        var numbers = await read.RunAsync(cancel);
        var facts = await gather.OfAsync(memberIds, numbers, cancel);
        var reckoned = facts.ToDictionary(f => f.Key, f => TrustReckoning.Of(f.Value, numbers));
        foreach (var member in reckoned.Where(r => r.Value.Level == TrustLevel.Trusted || r.Value.KeepsTrusted).Select(r => r.Key).ToList())
            if (await gather.IsRestrictedAsync(member, cancel))
                reckoned[member] = reckoned[member].OfRestricted();
        await using var own = db.IsInTransaction ? null : await db.BeginWriteAsync(cancel);
        // Two who reckon at once would both make the row.
        foreach (var member in memberIds.Order())
            await db.LockAsync(LockOn.Member, member, cancel);
        var standings = await db.Set<TrustStanding>().Where(s => memberIds.Contains(s.MemberId)).ToDictionaryAsync(s => s.MemberId, cancel);
        var (terms, now) = (NumbersForTrust.Of(numbers), time.GetUtcNow().UtcDateTime);
        foreach (var (member, level) in reckoned)
        {
            if (!standings.TryGetValue(member, out var standing))
                db.Add(standings[member] = standing = TrustStanding.Of(db.CommunityId, member, now));
            var before = standing.Level;
            standing.Reckon(level, terms, now);
            if (standing.Level != before)
                Publish(member, before, standing.Level);
        }
        await db.SaveChangesAsync(cancel);
        if (own is not null)
            await own.CommitAsync(cancel);
        return standings.ToDictionary(s => s.Key, s => s.Value.Level);
    }

    private void Publish(long member, TrustLevel from, TrustLevel to)
    {
        var community = db.CommunityId;
        db.Publish(() => new TrustChanged(community, null, member, from, to));
    }
}
