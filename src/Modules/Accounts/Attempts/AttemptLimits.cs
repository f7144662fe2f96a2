using System.Globalization;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Sessions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts.Attempts;

/// <summary>
/// Limits guessing. A try is counted before it is made and forgiven when it succeeds, so that tries made at once cannot
/// slip past together. Who guesses at passwords and codes of the sign-in is limited by <see cref="SignInLimits"/> on top of this.
/// </summary>
internal sealed class AttemptLimits(
    AppDb db, WatchAttacks attacks, IOptions<AccountsOptions> options, IHttpContextAccessor http, TimeProvider time)
{
    private string Caller => Network.Caller(http.HttpContext?.Connection.RemoteIpAddress);

    /// <summary>Whether somebody has this address may be guessed at, too.</summary>
    public Task<IReadOnlyList<long>> GuessAsync(string email, CancellationToken cancel) => SpendAsync(ByAddress(email), null, cancel);

    /// <summary>Somebody already signed in proves again who they are.</summary>
    public Task<IReadOnlyList<long>> ProveAsync(long accountId, CancellationToken cancel) =>
        SpendAsync([($"prove {accountId}", options.Value.Codes)], null, cancel);

    public Task<IReadOnlyList<long>> RegisterAsync(CancellationToken cancel) =>
        SpendAsync([($"register {Caller}", options.Value.Registrations)], null, cancel);

    /// <summary>Somebody asks for a mail to an address: few to one mailbox, and not many from one caller.</summary>
    public Task<IReadOnlyList<long>> MailAsync(string email, CancellationToken cancel) => SpendAsync(
        [($"mail {email.Trim().ToUpperInvariant()}", options.Value.Mails), ($"mail from {Caller}", options.Value.GuessesPerAddress)], null, cancel);

    /// <summary>The try succeeded: it was no guess.</summary>
    public Task ForgiveAsync(IReadOnlyList<long> tries, CancellationToken cancel) =>
        db.WriteAsync(() => db.Set<Attempt>().Where(a => tries.Contains(a.Id)).ExecuteDeleteAsync(cancel), cancel);

    /// <summary>Guesses at one account from one address, and at all accounts from it.</summary>
    public (string What, Limit Limit)[] ByAddress(string email) =>
        [($"guess {Caller} {email.Trim().ToUpperInvariant()}", options.Value.Guesses), ($"guess {Caller}", options.Value.GuessesPerAddress)];

    /// <param name="watch">Whose account is attacked when the tries of strangers use up what is free.</param>
    /// <exception cref="Refused">429, with Retry-After on the response.</exception>
    public async Task<IReadOnlyList<long>> SpendAsync(
        (string What, Limit Limit)[] limits, AttackWatch? watch, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var tries = new List<Attempt>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        foreach (var (what, limit) in limits)
        {
            var key = Secret.Hash(what);
            await LockAsync(key, cancel);
            var since = now - limit.Window;
            var made = await db.Set<Attempt>().AsNoTracking()
                .Where(a => a.Key == key && a.At > since)
                .OrderByDescending(a => a.At).Take(limit.Most).Select(a => a.At).ToListAsync(cancel);
            if (limit.WaitOf(made, now) is { } wait)
                throw TooMany(wait, limit is Patience);
            tries.Add(Attempt.Of(key, now));
            // In the transaction of every try: a write of its own would tell by its time that the account exists.
            if (watch is not null && limit is Patience patience && made.Count + 1 >= patience.Free)
            {
                await LockAsync(Secret.Hash($"attack {watch.MemberId}"), cancel);
                await attacks.NoteAsync(watch, made.Count + 1, now, cancel);
            }
        }
        db.AddRange(tries);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return [.. tries.Select(t => t.Id)];
    }

    /// <summary>
    /// On SQLite the write transaction already stands alone; on PostgreSQL only those of the same key wait for each other.
    /// </summary>
    private async Task LockAsync(string key, CancellationToken cancel)
    {
        if (db.IsPostgres)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({long.Parse(key[..15], NumberStyles.HexNumber, CultureInfo.InvariantCulture)})", cancel);
    }

    private Refused TooMany(TimeSpan wait, bool ofStrangers)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        if (http.HttpContext?.Response is { HasStarted: false } response)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return (ofStrangers, seconds <= 90) switch
        {
            (false, true) => new Refused("too_many_tries", 429, "Too many tries. Try again in {0} seconds.", seconds),
            (false, false) => new Refused("too_many_tries", 429, "Too many tries. Try again in {0} minutes.", (seconds + 59) / 60),
            (true, true) => new Refused("too_many_tries", 429,
                "Too many tries from unknown devices. Try again in {0} seconds, or sign in now with a passkey or where you have signed in before.",
                seconds),
            (true, false) => new Refused("too_many_tries", 429,
                "Too many tries from unknown devices. Try again in {0} minutes, or sign in now with a passkey or where you have signed in before.",
                (seconds + 59) / 60),
        };
    }
}
