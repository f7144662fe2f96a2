using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts.Sessions;

/// <summary>What a request needs to know of its session, read together with the member it belongs to.</summary>
internal sealed record SessionFacts(long SessionId, DateTime LastSeenAt, MemberFacts Member);

internal sealed record MemberFacts(long Id, string Name, string Language, string TimeZone, bool IsOwner, string? Face = null);

/// <summary>Finds the running session of a key.</summary>
internal sealed class SessionReader(AppDb db, ShortMemory<SessionFacts> memory, IOptions<AccountsOptions> options, TimeProvider time)
{
    public async ValueTask<SessionFacts?> FindAsync(string key, CancellationToken cancel)
    {
        // Our keys have one length; anything else is not worth a query.
        if (key.Length != Secret.Length)
            return null;
        var hash = Secret.Hash(key);
        if (memory.TryRecall(hash, out var known))
            return known;

        var since = time.GetUtcNow().UtcDateTime.AddDays(-options.Value.SessionDays);
        var found = await db.Set<Session>().AsNoTracking()
            .Where(s => s.KeyHash == hash && s.EndedAt == null && s.LastSeenAt > since)
            .Join(db.Members, s => s.MemberId, m => m.Id,
                (s, m) => new SessionFacts(s.Id, s.LastSeenAt, new MemberFacts(m.Id, m.Name, m.Language, m.TimeZone, m.IsOwner, m.Face)))
            .SingleOrDefaultAsync(cancel);
        if (found is not null)
            memory.Remember(hash, found);
        return found;
    }
}
