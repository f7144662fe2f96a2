using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Previews;

/// <summary>Asks again, each night, for what is long known, some of it; what nobody has posted for half a year stays as it is.</summary>
internal sealed class RefreshPreviews(AppDb db, TimeProvider time) : IClockJob
{
    private const int ANight = 200;
    private static readonly TimeSpan Posted = TimeSpan.FromDays(180);

    public static ClockTime At => ClockTime.OfEachCommunity("10 4 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (old, posted) = (now - FetchPreviews.Fresh, now - Posted);
        var urls = await db.Set<LinkPreview>().Where(p => p.FetchedAt < old && p.PostedAt > posted && p.ThingKind == null)
            .OrderBy(p => p.FetchedAt).Take(ANight).Select(p => p.Url).ToListAsync(cancel);
        foreach (var url in urls)
            db.Enqueue(() => new FetchPreview(url, "", 0, Refreshes: true).Order(db.CommunityId));
        await db.SaveChangesAsync(cancel);
    }
}
