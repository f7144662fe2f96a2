using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.List;

/// <summary>A list of notifications goes back half a year.</summary>
internal sealed class ForgetNotifications(AppDb db, TimeProvider time) : IClockJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);

    public static ClockTime At => ClockTime.OfInstallation("10 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow().UtcDateTime - Kept;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<Notification>().Where(n => n.At < before).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
