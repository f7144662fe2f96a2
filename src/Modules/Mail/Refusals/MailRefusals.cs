using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Mail.Refusals;

internal sealed class MailRefusals(AppDb db, TimeProvider time) : IMailRefusals
{
    public async Task<IReadOnlySet<string>> OfAsync(long memberId, CancellationToken cancel = default) =>
        await db.Set<MailRefusal>().AsNoTracking().Where(r => r.MemberId == memberId).Select(r => r.Kind).ToHashSetAsync(cancel);

    public async Task SetAsync(long memberId, string kind, bool refused, CancellationToken cancel = default)
    {
        var row = await db.Set<MailRefusal>().SingleOrDefaultAsync(r => r.MemberId == memberId && r.Kind == kind, cancel);
        if (refused == row is not null)
            return;
        if (row is not null)
            db.Remove(row);
        else
            db.Add(MailRefusal.Of(memberId, kind, time.GetUtcNow().UtcDateTime));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            // The mail program pressed the button twice at once: it is as was wished.
        }
    }
}
