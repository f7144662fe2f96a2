using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Devices;
using Guildhall.Accounts.Forgetting;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Guildhall.Accounts.Sessions;

/// <summary>
/// Who asks, by the session's key in a cookie. The framework's cookie handler with a ticket store would do almost the same,
/// but it keeps the old key when somebody signs in over a running session; here every sign-in has a new one.
/// </summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder,
    SessionReader sessions, IOptions<AccountsOptions> accounts)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string CookieName = VisitorPages.SessionCookie;

    private DateTime Now => TimeProvider.GetUtcNow().UtcDateTime;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Cookies.TryGetValue(CookieName, out var key) || string.IsNullOrEmpty(key))
            return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(key, Context.RequestAborted) is not { } session)
        {
            // Without the dead cookie the browser is a visitor again, whose pages come from the cache.
            Response.Cookies.Delete(CookieName, Cookie());
            return AuthenticateResult.NoResult();
        }

        Context.RequestServices.GetRequiredService<Sightings>().Session(session);
        if (session.LastSeenAt.Date != Now.Date)
            Response.Cookies.Append(CookieName, key, Cookie());
        var identity = MemberClaims.Of(session.Member, Scheme.Name);
        identity.AddClaim(new Claim(CurrentMember.SessionClaim, session.SessionId.ToString(CultureInfo.InvariantCulture)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        await EndCurrentAsync();
        var key = Secret.New();
        var memberId = long.Parse(user.FindFirstValue(CurrentMember.IdClaim)!, CultureInfo.InvariantCulture);
        var db = Context.RequestServices.GetRequiredService<AppDb>();
        db.Add(Session.Start(
            memberId, key,
            user.FindFirstValue("amr") ?? "pwd", Network.Of(Context.Connection.RemoteIpAddress), Device.Of(Request.Headers.UserAgent), Now));
        // Who comes back within the grace stays; what has begun meanwhile is not touched.
        await db.WriteAsync(() => db.Set<AccountDeletion>().Where(d => d.MemberId == memberId && d.BegunAt == null)
            .ExecuteDeleteAsync(Context.RequestAborted), Context.RequestAborted);
        await db.SaveChangesAsync(Context.RequestAborted);
        await Context.RequestServices.GetRequiredService<KnownDevices>().RememberAsync(memberId, Context.RequestAborted);
        Response.Cookies.Append(CookieName, key, Cookie());
    }

    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        await EndCurrentAsync();
        Response.Cookies.Delete(CookieName, Cookie());
    }

    /// <summary>Programs are answered by AuthorizationAnswers before it comes to this; a person goes to sign in and comes back.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.RedirectTo("/sign-in?returnUrl=" + Uri.EscapeDataString(Request.Path + Request.QueryString));
        return Task.CompletedTask;
    }

    private async Task EndCurrentAsync()
    {
        if (Request.Cookies.TryGetValue(CookieName, out var key)
            && await sessions.FindAsync(key ?? "", Context.RequestAborted) is { } running)
            await Context.RequestServices.GetRequiredService<EndSessions>()
            .OneAsync(running.Member.Id, running.SessionId, Context.RequestAborted);
    }

    private CookieOptions Cookie() => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = TimeSpan.FromDays(accounts.Value.SessionDays),
        IsEssential = true,
    };
}
