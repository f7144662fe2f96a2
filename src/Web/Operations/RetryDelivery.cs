using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Web.Operations;

/// <summary>An operator asks for one more try of a failed delivery.</summary>
internal sealed class RetryDelivery(AppDb db, TimeProvider time, ActivitySignal signal)
{
    public async Task RunAsync(long deliveryId, CancellationToken cancel)
    {
        var delivery = await db.Set<FailedDelivery>().SingleOrDefaultAsync(d => d.Id == deliveryId, cancel) ?? throw Refused.NotFound();
        delivery.RetryNow(time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        signal.Ring();
    }
}
