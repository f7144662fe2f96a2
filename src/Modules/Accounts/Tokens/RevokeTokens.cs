using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Sessions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Tokens;

/// <summary>Ends tokens, on every node within five seconds.</summary>
internal sealed class RevokeTokens(AppDb db, ShortMemory<TokenFacts> memory, TimeProvider time)
{
    /// <returns>Whether the member had such a working token.</returns>
    public async Task<bool> OneAsync(long memberId, long tokenId, CancellationToken cancel) =>
        await RevokeAsync(db.Set<ApiToken>().Where(t => t.MemberId == memberId && t.Id == tokenId), t => t.TokenId == tokenId, cancel) > 0;

    public Task<int> AllAsync(long memberId, CancellationToken cancel) =>
        RevokeAsync(db.Set<ApiToken>().Where(t => t.MemberId == memberId), t => t.Member.Id == memberId, cancel);

    private async Task<int> RevokeAsync(IQueryable<ApiToken> which, Func<TokenFacts, bool> known, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var revoked = await db.WriteAsync(() =>
            which.Where(t => t.RevokedAt == null).ExecuteUpdateAsync(t => t.SetProperty(x => x.RevokedAt, now), cancel), cancel);
        memory.Forget(known);
        return revoked;
    }

    /// <summary>The button of the page. A token that is revoked already is what was wanted.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/account/tokens/{id:long}/revocation",
            async (long id, [Microsoft.AspNetCore.Mvc.FromForm] IFormCollection _, CurrentMember member, RevokeTokens tokens,
                CancellationToken cancel) =>
            {
                await tokens.OneAsync(member.RequireId(), id, cancel);
                return Redirects.To("/account/tokens");
            })
            .RequireAuthorization().ExcludeFromDescription();
}
