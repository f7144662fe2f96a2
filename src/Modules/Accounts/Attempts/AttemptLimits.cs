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
/// slip past together. Guesses at an account count by address: who guesses from elsewhere does not lock its owner out.
/// </summary>
internal sealed class AttemptLimits(AppDb db, IOptions<AccountsOptions> options, IHttpContextAccessor http, TimeProvider time)
{
    private string Caller => Network.Caller(http.HttpContext?.Connection.RemoteIpAddress);

    public Task<IReadOnlyList<long>> GuessAsync(string email, CancellationToken cancel) => SpendAsync(
        [($"guess {Caller} {email.Trim().ToUpperInvariant()}", options.Value.Guesses), ($"guess {Caller}", options.Value.GuessesPerAddress)], cancel);

    public Task<IReadOnlyList<long>> CodeAsync(long accountId, CancellationToken cancel) =>
        SpendAsync([($"code {accountId}", options.Value.Codes)], cancel);

    /// <summary>Somebody already signed in proves again who they are.</summary>
    public Task<IReadOnlyList<long>> ProveAsync(long accountId, CancellationToken cancel) =>
        SpendAsync([($"prove {accountId}", options.Value.Codes)], cancel);

    public Task<IReadOnlyList<long>> RegisterAsync(CancellationToken cancel) =>
        SpendAsync([($"register {Caller}", options.Value.Registrations)], cancel);

    /// <summary>Somebody asks for a mail to an address: few to one mailbox, and not many from one caller.</summary>
    public Task<IReadOnlyList<long>> MailAsync(string email, CancellationToken cancel) => SpendAsync(
        [($"mail {email.Trim().ToUpperInvariant()}", options.Value.Mails), ($"mail from {Caller}", options.Value.GuessesPerAddress)], cancel);

    /// <summary>The try succeeded: it was no guess.</summary>
    public Task ForgiveAsync(IReadOnlyList<long> tries, CancellationToken cancel) =>
        db.WriteAsync(() => db.Set<Attempt>().Where(a => tries.Contains(a.Id)).ExecuteDeleteAsync(cancel), cancel);

    /// <exception cref="Refused">429, with Retry-After on the response.</exception>
    private async Task<IReadOnlyList<long>> SpendAsync((string What, Allowance Allowance)[] limits, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var tries = new List<Attempt>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        foreach (var (what, allowance) in limits)
        {
            var key = Secret.Hash(what);
            await LockAsync(key, cancel);
            var made = await db.Set<Attempt>().AsNoTracking()
                .Where(a => a.Key == key && a.At > now.AddHours(-1))
                .OrderByDescending(a => a.At).Take(allowance.PerHour).Select(a => a.At).ToListAsync(cancel);
            if (WaitOf(made, allowance, now) is { } wait)
                throw TooMany(wait);
            tries.Add(Attempt.Of(key, now));
        }
        db.AddRange(tries);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return [.. tries.Select(t => t.Id)];
    }

    /// <summary>On SQLite the write transaction already stands alone; on PostgreSQL only those of the same key wait for each other.</summary>
    private async Task LockAsync(string key, CancellationToken cancel)
    {
        if (db.IsPostgres)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({long.Parse(key[..15], NumberStyles.HexNumber, CultureInfo.InvariantCulture)})", cancel);
    }

    /// <param name="made">Newest first.</param>
    private static TimeSpan? WaitOf(List<DateTime> made, Allowance allowance, DateTime now)
    {
        if (made.Count >= allowance.PerHour)
            return made[allowance.PerHour - 1].AddHours(1) - now;
        if (made.Count >= allowance.PerMinute && made[allowance.PerMinute - 1].AddMinutes(1) is var free && free > now)
            return free - now;
        return null;
    }

    private Refused TooMany(TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        if (http.HttpContext?.Response is { HasStarted: false } response)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return seconds <= 90
            ? new Refused("too_many_tries", 429, "Too many tries. Try again in {0} seconds.", seconds)
            : new Refused("too_many_tries", 429, "Too many tries. Try again in {0} minutes.", (seconds + 59) / 60);
    }
}
