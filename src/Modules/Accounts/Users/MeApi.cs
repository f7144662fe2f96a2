using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Passkeys;
using Guildhall.Accounts.Profiles;
using Guildhall.Accounts.Sessions;
using Guildhall.Accounts.Settings;
using Guildhall.Accounts.Tokens;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Users;

/// <param name="Language">"zh" or "en".</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Handle">null until one is taken.</param>
/// <param name="Bio">Markdown.</param>
/// <param name="Shown">Whether everyone may see the page of the handle.</param>
/// <param name="Listed">Whether it stands among the members of one's communities.</param>
/// <param name="Scopes">What the token was limited to; <c>null</c> for a browser session.</param>
internal sealed record MeAnswer(
    long Id, string Name, string Email, string Language, string TimeZone, bool Owner, IReadOnlyList<string>? Scopes,
    string? Handle, string Bio, IReadOnlyList<string> Links, bool Shown, bool Listed);

/// <param name="Path">Where it is shown from; `?w=` and a width of 64 to 1600 points gives it as narrow.</param>
internal sealed record PictureAnswer(string Path);

/// <summary>A field that is left out stays as it is.</summary>
/// <param name="Handle">Letters a to z, digits, hyphens; unique among all that look alike.</param>
/// <param name="Bio">Markdown.</param>
/// <param name="Links">https addresses, five at most.</param>
internal sealed record ProfileChange(
    string? Name, string? Language, string? TimeZone, string? Handle = null, string? Bio = null, IReadOnlyList<string>? Links = null,
    bool? Shown = null, bool? Listed = null)
{
    public WantedProfile ToPublic() => new(Handle, Bio, Links, Shown, Listed);
}

/// <summary>One's own account for programs. Credentials are changed in the browser only, and no token makes another one.</summary>
internal static class MeApi
{
    private const long MaxPicture = 50L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/me").WithTags("Account");
        me.MapGet("", GetAsync).RequireAuthorization().WithName("GetMe").WithSummary("The member whose token or session this is; any token may ask.").ProducesProblem(401);
        me.MapPatch("", ChangeAsync).RequireScope("account:write").WithName("ChangeMe").WithSummary("Changes name, language, time zone, or what others see of one.").ProducesProblem(422);

        me.MapPut("/avatar", FaceAsync).RequireScope("account:write").WithName("SetAvatar").WithSummary("The body is one's picture (image/*), of which the middle is shown.")
            .Accepts<byte[]>("image/png", "image/jpeg", "image/webp", "image/gif")
            .WithMetadata(new RequestSizeLimitAttribute(MaxPicture)).ProducesProblem(413).ProducesProblem(422);
        me.MapDelete("/avatar", RemoveFaceAsync).RequireScope("account:write").WithName("RemoveAvatar").WithSummary("Shows the initials again.");

        me.MapPut("/cover", CoverAsync).RequireScope("account:write").WithName("SetMemberCover").WithSummary("The body is the picture across the top of one's page (image/*).")
            .Accepts<byte[]>("image/png", "image/jpeg", "image/webp", "image/gif")
            .WithMetadata(new RequestSizeLimitAttribute(MaxPicture)).ProducesProblem(413).ProducesProblem(422);
        me.MapDelete("/cover", RemoveCoverAsync).RequireScope("account:write").WithName("RemoveMemberCover").WithSummary("Shows a drawn one again.");

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

    private static async Task<Ok<MeAnswer>> GetAsync(
        CurrentMember current, AppDb db, PublicProfiles profiles, CancellationToken cancel)
    {
        var id = current.RequireId();
        var scopes = current.Viewer.Scopes?.Order(StringComparer.Ordinal).ToList();
        var page = await profiles.OwnAsync(id, cancel);
        var (handle, bio, links) = (page?.Handle, page?.Bio ?? "", page?.LinkList ?? []);
        var (shown, listed) = (page?.IsShown == true, page?.IsListed == true);
        return TypedResults.Ok(await db.Members.AsNoTracking().Where(m => m.Id == id)
            .Select(m => new MeAnswer(
                m.Id, m.Name, db.Set<Account>().Where(a => a.MemberId == m.Id).Select(a => a.Email).FirstOrDefault() ?? "",
                m.Language, m.TimeZone, m.IsOwner, scopes, handle, bio, links, shown, listed))
            .SingleAsync(cancel));
    }

    private static async Task<Ok<MeAnswer>> ChangeAsync(
        ProfileChange change, ChangeProfile profile, ChangePublicProfile page, CurrentMember current, AppDb db, PublicProfiles profiles,
        CancellationToken cancel)
    {
        if (change.ToPublic() is { IsEmpty: false } wanted)
            await page.RunAsync(wanted, cancel);
        await profile.RunAsync(change.Name, change.Language, change.TimeZone, cancel);
        return await GetAsync(current, db, profiles, cancel);
    }

    private static async Task<Ok<PictureAnswer>> FaceAsync(HttpRequest request, ChangeFace face, CancellationToken cancel) =>
        TypedResults.Ok(new PictureAnswer(await face.RunAsync(request.Body, cancel)));

    private static async Task<NoContent> RemoveFaceAsync(ChangeFace face, CancellationToken cancel)
    {
        await face.RemoveAsync(cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<PictureAnswer>> CoverAsync(HttpRequest request, ChangeCover cover, CancellationToken cancel) =>
        TypedResults.Ok(new PictureAnswer(await cover.RunAsync(request.Body, cancel)));

    private static async Task<NoContent> RemoveCoverAsync(ChangeCover cover, CancellationToken cancel)
    {
        await cover.RemoveAsync(cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndSessionAsync(long id, CurrentMember member, EndSessions sessions, CancellationToken cancel) =>
        await sessions.OneAsync(member.RequireId(), id, cancel) ? TypedResults.NoContent() : throw Refused.NotFound();

    private static async Task<NoContent> RevokeTokenAsync(long id, CurrentMember member, RevokeTokens tokens, CancellationToken cancel) =>
        await tokens.OneAsync(member.RequireId(), id, cancel) ? TypedResults.NoContent() : throw Refused.NotFound();
}
