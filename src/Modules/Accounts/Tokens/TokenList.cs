using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Tokens;

/// <param name="ExpiresAt"><c>null</c> for no end.</param>
/// <param name="LastUsedAt"><c>null</c> when it was never used.</param>
internal sealed record TokenAnswer(
    long Id, string Name, IReadOnlyList<string> Scopes, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? LastUsedAt);

/// <summary>The member's tokens that were not revoked, the newest first; expired ones stay until they are.</summary>
internal sealed class TokenList(AppDb db, CurrentMember member)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<TokenAnswer>> ReadAsync(CancellationToken cancel)
    {
        var id = member.RequireId();
        var rows = await db.Set<ApiToken>().AsNoTracking().Where(t => t.MemberId == id && t.RevokedAt == null)
            .OrderByDescending(t => t.Id).Take(Most).ToListAsync(cancel);
        return [.. rows.Select(t => new TokenAnswer(t.Id, t.Name, t.Scopes.Split(' '), t.CreatedAt, t.ExpiresAt, t.LastUsedAt))];
    }
}
