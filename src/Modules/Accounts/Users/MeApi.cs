using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Passkeys;
using Guildhall.Accounts.Sessions;
using Guildhall.Accounts.Settings;
using Guildhall.Accounts.Tokens;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Users;

/// <param name="Language">"zh" or "en".</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Scopes">What the token was limited to; <c>null</c> for a browser session.</param>
internal sealed record MeAnswer(long Id, string Name, string Email, string Language, string TimeZone, bool Owner, IReadOnlyList<string>? Scopes);

/// <summary>A field that is left out stays as it is.</summary>
internal sealed record ProfileChange(string? Name, string? Language, string? TimeZone);

/// <summary>One's own account for programs. Credentials are changed in the browser only, and no token makes another one.</summary>
internal static class MeApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/me").WithTags("Account");
        me.MapGet("", GetAsync).RequireAuthorization().WithName("GetMe").WithSummary("The member whose token or session this is; any token may ask.").ProducesProblem(401);
        me.MapPatch("", ChangeAsync).RequireScope("account:write").WithName("ChangeMe").WithSummary("Changes name, language or time zone.").ProducesProblem(422);

        me.MapGet("/sessions", (SessionList list, CancellationToken cancel) => list.ReadAsync(cancel))
            .RequireScope("account:read").WithName("ListSessions").WithSummary("Where one is signed in.");
        me.MapDelete("/sessions/{id:long}", EndSessionAsync)
            .RequireScope("account:write").WithName("EndSession").WithSummary("Signs that device out, within five seconds.").ProducesProblem(404);

        me.MapGet("/tokens", (TokenList list, CancellationToken cancel) => list.ReadAsync(cancel))
            .RequireScope("account:read").WithName("ListTokens").WithSummary("One's API tokens, without their keys.");
        me.MapDelete("/tokens/{id:long}", RevokeTokenAsync)
            .RequireScope("account:write").WithName("RevokeToken").WithSummary("Revokes a token, within five seconds.").ProducesProblem(404);

        me.MapGet("/passkeys", (OwnPasskeys passkeys, CancellationToken cancel) => passkeys.ListAsync(cancel))
            .RequireScope("account:read").WithName("ListPasskeys").WithSummary("One's passkeys.");
    }

    private static async Task<Ok<MeAnswer>> GetAsync(CurrentMember current, AppDb db, CancellationToken cancel)
    {
        var id = current.RequireId();
        var scopes = current.Viewer.Scopes?.Order(StringComparer.Ordinal).ToList();
        return TypedResults.Ok(await db.Members.AsNoTracking().Where(m => m.Id == id)
            .Select(m => new MeAnswer(
                m.Id, m.Name, db.Set<Account>().Where(a => a.MemberId == m.Id).Select(a => a.Email).FirstOrDefault() ?? "",
                m.Language, m.TimeZone, m.IsOwner, scopes))
            .SingleAsync(cancel));
    }

    private static async Task<Ok<MeAnswer>> ChangeAsync(ProfileChange change, ChangeProfile profile, CurrentMember current, AppDb db, CancellationToken cancel)
    {
        await profile.RunAsync(change.Name, change.Language, change.TimeZone, cancel);
        return await GetAsync(current, db, cancel);
    }

    private static async Task<NoContent> EndSessionAsync(long id, CurrentMember member, EndSessions sessions, CancellationToken cancel) =>
        await sessions.OneAsync(member.RequireId(), id, cancel) ? TypedResults.NoContent() : throw Refused.NotFound();

    private static async Task<NoContent> RevokeTokenAsync(long id, CurrentMember member, RevokeTokens tokens, CancellationToken cancel) =>
        await tokens.OneAsync(member.RequireId(), id, cancel) ? TypedResults.NoContent() : throw Refused.NotFound();
}
