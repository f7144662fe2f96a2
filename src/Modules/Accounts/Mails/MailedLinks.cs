using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using SecretKey = Guildhall.Accounts.Credentials.Secret;

namespace Guildhall.Accounts.Mails;

/// <summary>Makes, looks up and uses mailed links.</summary>
internal sealed class MailedLinks(AppDb db, TimeProvider time)
{
    /// <summary>Adds the link to the caller's next save.</summary>
    /// <returns>The secret for its address.</returns>
    public string Issue(Account account, LinkPurpose purpose, TimeSpan life)
    {
        var (link, secret) = MailedLink.Issue(account, purpose, life, time.GetUtcNow().UtcDateTime);
        db.Add(link);
        return secret;
    }

    /// <returns>The account that the link is for; <c>null</c> when it does not work (any more).</returns>
    public Task<Account?> FindAsync(string secret, LinkPurpose purpose, CancellationToken cancel)
    {
        var (hash, now) = (SecretKey.Hash(secret), time.GetUtcNow().UtcDateTime);
        var live = db.Set<MailedLink>().Where(l => l.Hash == hash && l.Purpose == purpose && l.UsedAt == null && l.ExpiresAt > now);
        // By the account's id first: a condition for each account would be asked of all accounts there are.
        return db.Set<Account>().Include(a => a.Member).SingleOrDefaultAsync(
            a => live.Select(l => l.AccountId).Contains(a.Id) && live.Any(l => l.AccountId == a.Id && l.Email == a.Email), cancel);
    }

    /// <summary>Of two uses at once one statement decides.</summary>
    /// <exception cref="Refused">422 when it does not work (any more).</exception>
    public async Task<Account> UseAsync(string secret, LinkPurpose purpose, CancellationToken cancel)
    {
        var account = await FindAsync(secret, purpose, cancel) ?? throw Dead();
        var (hash, now) = (SecretKey.Hash(secret), time.GetUtcNow().UtcDateTime);
        var used = await db.WriteAsync(
            () => db.Set<MailedLink>().Where(l => l.Hash == hash && l.UsedAt == null)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), cancel), cancel);
        return used == 1 ? account : throw Dead();
    }

    public static Refused Dead() => new("link_dead", 422, "This link no longer works. Request a new one.");
}
