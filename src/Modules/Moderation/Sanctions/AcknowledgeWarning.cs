using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Sanctions;

/// <summary>A member says that they have read a warning of theirs; until then every page of the community shows it.</summary>
internal sealed class AcknowledgeWarning(AppDb db, CurrentMember current, TimeProvider time)
{
    /// <exception cref="Refused">404: there is none, or it is somebody else's.</exception>
    public async Task RunAsync(long id, CancellationToken cancel)
    {
        var member = current.RequireId();
        var warning = await db.Set<Sanction>()
            .SingleOrDefaultAsync(s => s.Id == id && s.MemberId == member && s.Kind == SanctionKind.Warned, cancel)
            ?? throw Refused.NotFound();
        warning.Acknowledge(time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
    }
}
