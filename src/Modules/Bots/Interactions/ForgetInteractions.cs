using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Interactions;

/// <summary>What was asked of bots and answered to one alone is talk: it goes after a month.</summary>
internal sealed class ForgetInteractions(AppDb db, TimeProvider time) : IClockJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static ClockTime At => ClockTime.OfEachCommunity("20 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var until = time.GetUtcNow().UtcDateTime - Kept;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<Interaction>().Where(i => i.AskedAt < until).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
