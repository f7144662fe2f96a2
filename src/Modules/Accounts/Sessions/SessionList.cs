using System.Globalization;
using System.Security.Claims;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts.Sessions;

/// <param name="Device">Browser and system; empty when unknown.</param>
/// <param name="Network">The network, not the machine.</param>
/// <param name="Method">RFC 8176: "pwd", "mfa", "hwk".</param>
/// <param name="Current">Whether this very request uses it.</param>
internal sealed record SessionAnswer(
    long Id, string Device, string Network, string Method, DateTime CreatedAt, DateTime LastSeenAt, bool Current);

/// <summary>The member's running sessions, the latest first; this one on top.</summary>
internal sealed class SessionList(
    AppDb db, CurrentMember member, IHttpContextAccessor http, IOptions<AccountsOptions> options, TimeProvider time)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<SessionAnswer>> ReadAsync(CancellationToken cancel)
    {
        var id = member.RequireId();
        long.TryParse(
            http.HttpContext?.User.FindFirstValue(CurrentMember.SessionClaim), NumberStyles.None, CultureInfo.InvariantCulture,
            out var current);
        var since = time.GetUtcNow().UtcDateTime.AddDays(-options.Value.SessionDays);
        return await db.Set<Session>().AsNoTracking()
            .Where(s => s.MemberId == id && s.EndedAt == null && s.LastSeenAt > since)
            .OrderByDescending(s => s.Id == current).ThenByDescending(s => s.LastSeenAt).ThenByDescending(s => s.Id).Take(Most)
            .Select(s => new SessionAnswer(s.Id, s.Device, s.Network, s.Method, s.CreatedAt, s.LastSeenAt, s.Id == current))
            .ToListAsync(cancel);
    }
}
