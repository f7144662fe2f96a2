using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Guildhall.Accounts.Attempts;

/// <param name="MemberId">Whose account is tried.</param>
/// <param name="PasswordKnown">Whether codes behind the right password are tried.</param>
internal sealed record AttackWatch(long MemberId, bool PasswordKnown);

/// <summary>What the member is told of them.</summary>
public sealed record RecentAttacks(int Tries, DateTime LastAt, bool PasswordKnown);

/// <summary>Keeps record of attacks on accounts and gives the alarm: a fact in the ledger, and a line in the operator's log.</summary>
internal sealed partial class WatchAttacks(AppDb db, TimeProvider time, ILogger<WatchAttacks> log)
{
    /// <summary>How long the member's pages tell of an attack.</summary>
    private const int ShownDays = 30;

    /// <summary>Adds to the caller's unit of work. Tries at one account come one after another, see <see cref="AttemptLimits"/>.</summary>
    public async Task NoteAsync(AttackWatch watch, int tries, DateTime now, CancellationToken cancel)
    {
        var (memberId, passwordKnown) = watch;
        var day = now.Date;
        if (await db.Set<SignInAttack>().SingleOrDefaultAsync(a => a.MemberId == memberId && a.Day == day, cancel) is not { } attack)
            db.Add(attack = SignInAttack.Begin(memberId, tries, passwordKnown, now));
        else if (!attack.GoOn(passwordKnown, now))
            return;
        db.Publish(() => new SignInAttacked(attack.Id, memberId, attack.Tries, passwordKnown));
        db.AfterCommit(() => Attacked(attack.Id, memberId, attack.Tries, passwordKnown));
    }

    /// <returns><c>null</c> when nothing happened lately.</returns>
    public async Task<RecentAttacks?> RecentAsync(long memberId, CancellationToken cancel)
    {
        var since = time.GetUtcNow().UtcDateTime.AddDays(-ShownDays);
        var days = await db.Set<SignInAttack>().AsNoTracking().Where(a => a.MemberId == memberId && a.LastAt > since).ToListAsync(cancel);
        if (days.Count == 0)
            return null;
        return new RecentAttacks(days.Sum(d => d.Tries), days.Max(d => d.LastAt), days.Exists(d => d.PasswordKnownAt is not null));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Sign-in attack {AttackId}: unknown devices guess at member {MemberId}, {Tries} tries a day; password known: {PasswordKnown}")]
    private partial void Attacked(long attackId, long memberId, int tries, bool passwordKnown);
}
