using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Integrations.Webhooks;

/// <summary>The log of deliveries goes back thirty days: bodies name members.</summary>
internal sealed class ForgetDeliveries(AppDb db, TimeProvider time) : IClockJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static ClockTime At => ClockTime.OfInstallation("30 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow().UtcDateTime - Kept;
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Of every community: the log's age is a rule of the installation.
        await db.Set<EndpointDelivery>().IgnoreQueryFilters()
            .Where(d => d.CreatedAt < before && (d.DeliveredAt != null || d.GivenUpAt != null))
            .ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
