using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Splitting;

/// <summary>Forgets, each night, what was kept to undo a move that can be undone no more.</summary>
internal sealed class SweepUndoables(AppDb db, TimeProvider time) : IClockJob
{
    public static ClockTime At => ClockTime.OfEachCommunity("55 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<UndoableMove>().Where(u => u.Until <= now).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
