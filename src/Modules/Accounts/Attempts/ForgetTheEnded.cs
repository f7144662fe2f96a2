using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Mails;
using Guildhall.Accounts.Devices;
using Guildhall.Accounts.Sessions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts.Attempts;

/// <summary>
/// Clears tries that no limit looks at any more, mailed links that expired, and sessions, devices and attacks of long ago.
/// </summary>
internal sealed class ForgetTheEnded(AppDb db, IOptions<AccountsOptions> options, TimeProvider time) : IRecurringJob
{
    private const int KeepEndedSessionsDays = 90;

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var dayAgo = now.AddDays(-1);
        var forgotten = now.AddDays(-KnownDevices.KeepDays);
        var ended = now.AddDays(-KeepEndedSessionsDays);
        var unseen = now.AddDays(-KeepEndedSessionsDays - options.Value.SessionDays);
        await db.WriteAsync(() => db.Set<MailedLink>().Where(l => l.ExpiresAt < dayAgo).ExecuteDeleteAsync(cancel), cancel);
        await db.WriteAsync(() => db.Set<Attempt>().Where(a => a.At < dayAgo).ExecuteDeleteAsync(cancel), cancel);
        await db.WriteAsync(() => db.Set<Session>().Where(s => s.EndedAt < ended || s.LastSeenAt < unseen)
            .ExecuteDeleteAsync(cancel), cancel);
        await db.WriteAsync(() => db.Set<KnownDevice>().Where(d => d.LastSignInAt < forgotten).ExecuteDeleteAsync(cancel), cancel);
        await db.WriteAsync(() => db.Set<SignInAttack>().Where(a => a.LastAt < forgotten).ExecuteDeleteAsync(cancel), cancel);
    }
}
