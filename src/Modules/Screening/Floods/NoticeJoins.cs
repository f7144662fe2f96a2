using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Screening.Settings;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Floods;

/// <summary>
/// Notes who joins for nothing, and notices when that are many: in all, or from one network. Who pays, or is given a membership, is no
/// flood.
/// </summary>
internal sealed class NoticeJoins(AppDb db, ReadNumbers read, INetworks networks, TimeProvider time) : IHandle<MembershipGranted>
{
    private const string Joining = "join:";
    private const int MostLooked = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task HandleAsync(MembershipGranted happened, Envelope envelope, CancellationToken cancel)
    {
        if (!happened.Source.StartsWith(Joining, StringComparison.Ordinal)
            || await db.Set<Join>().AnyAsync(j => j.MemberId == happened.MemberId, cancel))
            return;
        db.Add(Join.Of(envelope.CommunityId, happened.MemberId, envelope.At));
        await db.SaveChangesAsync(cancel);
        var numbers = await read.RunAsync(cancel);
        var from = envelope.At.AddMinutes(-numbers[Numbers.FloodMinutes]);
        var joined = await db.Set<Join>().Where(j => j.At > from && j.At <= envelope.At).OrderByDescending(j => j.At).Take(MostLooked)
            .Select(j => j.MemberId).ToListAsync(cancel);
        // The smallest of both limits is reached by no few, and few need no look at networks.
        if (joined.Count < Math.Min(numbers[Numbers.FloodJoins], numbers[Numbers.FloodFromOne]))
            return;
        var from1 = (await networks.OfAsync(joined, cancel)).Values.GroupBy(n => n).Select(n => n.Count()).ToList();
        if (joined.Count >= numbers[Numbers.FloodJoins] || from1.Any(n => n >= numbers[Numbers.FloodFromOne]))
            await BeginAsync(envelope, from, joined.Count, from1.Count, numbers, cancel);
    }

    private async Task BeginAsync(Envelope envelope, DateTime from, int joins, int networksOf, NumbersOf numbers, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var until = envelope.At.AddHours(numbers[Numbers.FloodHours]);
        if (until <= now)
            return;
        if (await db.Set<JoinFlood>().Where(f => f.EndedAt == null && f.Until > now).OrderByDescending(f => f.Id)
            .FirstOrDefaultAsync(cancel)
            is { } running)
        {
            if (running.GoOn(networksOf, until))
                db.Publish(() => new ScreeningChanged(envelope.CommunityId, null));
        }
        else if (!await db.Set<JoinFlood>().AnyAsync(f => f.EndedBy != null && f.EndedAt > from, cancel))
        {
            var flood = JoinFlood.Of(envelope.CommunityId, from, joins, networksOf, now, until);
            db.Add(flood);
            db.Publish(() => new JoinFloodBegan(envelope.CommunityId, null, flood.Id, joins, networksOf, until));
            await db.Set<Join>().Where(j => j.At < now - Kept).ExecuteDeleteAsync(cancel);
        }
        await db.SaveChangesAsync(cancel);
    }
}
