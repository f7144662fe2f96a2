using System.Globalization;
using System.Security.Claims;
using Guildhall.Accounts.Tokens;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts.Sessions;

internal sealed class LivingSessions(AppDb db, IOptions<AccountsOptions> options, TimeProvider time) : ISessions
{
    public async Task<IReadOnlySet<ClaimsPrincipal>> EndedAsync(
        IReadOnlyCollection<ClaimsPrincipal> principals, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (sessions, tokens) = (Ids(principals, CurrentMember.SessionClaim), Ids(principals, TokenAuthentication.TokenClaim));
        var since = now.AddDays(-options.Value.SessionDays);
        var living = sessions.Count == 0 ? []
            : await db.Set<Session>().Where(s => sessions.Contains(s.Id) && s.EndedAt == null && s.LastSeenAt > since).Select(s => s.Id)
                .ToHashSetAsync(cancel);
        var valid = tokens.Count == 0 ? []
            : await db.Set<ApiToken>()
                .Where(t => tokens.Contains(t.Id) && t.RevokedAt == null && (t.ExpiresAt == null || t.ExpiresAt > now))
                .Select(t => t.Id).ToHashSetAsync(cancel);
        return principals.Where(p => Id(p, CurrentMember.SessionClaim) is { } session ? !living.Contains(session)
            : Id(p, TokenAuthentication.TokenClaim) is not { } token || !valid.Contains(token)).ToHashSet();
    }

    public Task<bool> GoesOnAsync(long sessionId, CancellationToken cancel = default)
    {
        var since = time.GetUtcNow().UtcDateTime.AddDays(-options.Value.SessionDays);
        return db.Set<Session>().AnyAsync(s => s.Id == sessionId && s.EndedAt == null && s.LastSeenAt > since, cancel);
    }

    private static List<long> Ids(IEnumerable<ClaimsPrincipal> principals, string claim) =>
        [.. principals.Select(p => Id(p, claim)).OfType<long>().Distinct()];

    private static long? Id(ClaimsPrincipal principal, string claim) =>
        principal.FindFirstValue(claim) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
