using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Invoices;

/// <summary>An operator says who sells, and what documents say of tax.</summary>
internal sealed class ChangeSeller(AppDb db, Guard guard, TimeProvider time)
{
    /// <exception cref="Refused">404: forbidden; 422 at the field.</exception>
    public async Task RunAsync(SellerDetails wanted, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var details = wanted.Check();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, db.CommunityId, cancel);
        var settings = await db.Set<InvoiceSettings>().SingleOrDefaultAsync(cancel);
        if (settings is null)
            db.Add(settings = InvoiceSettings.Of(db.CommunityId));
        settings.Change(details, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
