using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Mail.Sending;

/// <summary>The log of mails goes back ninety days: it names addresses. No fact is told so late that its key is needed longer.</summary>
internal sealed class ForgetMails(AppDb db, TimeProvider time) : IClockJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public static ClockTime At => ClockTime.OfInstallation("20 3 * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow().UtcDateTime - Kept;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Set<SentMail>().Where(m => m.CreatedAt < before).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
