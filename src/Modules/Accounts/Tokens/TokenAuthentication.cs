using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Sessions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts.Tokens;

internal sealed record TokenFacts(long TokenId, string Scopes, DateTime? ExpiresAt, DateTime? LastUsedAt, MemberFacts Member, bool IsBot);

/// <summary>Who asks, by <c>Authorization: Bearer gh_…</c> (RFC 6750).</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder,
    AppDb db, ShortMemory<TokenFacts> memory, Sightings sightings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "Token", TokenClaim = "token";
    private const string Bearer = "Bearer ";

    public static bool IsMeant(Microsoft.AspNetCore.Http.HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Pages ask for no scope, so a token must not open them: it would have all that its member may do.
        if (!Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            return AuthenticateResult.NoResult();
        var key = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        if (await FindAsync(key) is not { } token || token.ExpiresAt <= TimeProvider.GetUtcNow().UtcDateTime)
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");

        sightings.Token(token.TokenId, token.LastUsedAt);
        var identity = MemberClaims.Of(token.Member, Scheme.Name);
        identity.AddClaim(new Claim(CurrentMember.ScopeClaim, token.Scopes));
        if (token.IsBot)
            identity.AddClaim(new Claim(CurrentMember.BotClaim, "true"));
        identity.AddClaim(new Claim(TokenClaim, token.TokenId.ToString(CultureInfo.InvariantCulture)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private async Task<TokenFacts?> FindAsync(string key)
    {
        if (key.Length != ApiToken.Prefix.Length + Secret.Length || !key.StartsWith(ApiToken.Prefix, StringComparison.Ordinal))
            return null;
        var hash = Secret.Hash(key);
        if (memory.TryRecall(hash, out var known))
            return known;
        var found = await db.Set<ApiToken>().AsNoTracking()
            .Where(t => t.KeyHash == hash && t.RevokedAt == null)
            .Join(db.Members, t => t.MemberId, m => m.Id,
                (t, m) => new TokenFacts(t.Id, t.Scopes, t.ExpiresAt, t.LastUsedAt,
                    new MemberFacts(m.Id, m.Name, m.Language, m.TimeZone, m.IsOwner, m.Face), m.IsBot))
            .SingleOrDefaultAsync(Context.RequestAborted);
        if (found is not null)
            memory.Remember(hash, found);
        return found;
    }
}
