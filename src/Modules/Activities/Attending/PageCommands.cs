using Guildhall.Activities.Calendars;
using Guildhall.Activities.Drawing;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Activities.Attending;

/// <summary>The buttons of pages, which post to addresses of their own and lead back; the doors; the calendar's secret address.</summary>
internal static class PageCommands
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/c/{community}/sessions/{id:long}/attendance", AttendAsync).RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapPost("/c/{community}/sessions/{id:long}/leaving", LeaveAsync).RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapGet("/c/{community}/sessions/{id:long}/join", JoinAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/c/{community}/sessions/{id:long}/recording", ReplayAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/c/{community}/draws/{id:long}/entry", EnterAsync).RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapPost("/c/{community}/draws/{id:long}/withdrawal", WithdrawAsync).RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapPost("/account/live-sessions/calendar", RenewAsync).RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapPost("/account/live-sessions/calendar/removal", RemoveAsync).RequireAuthorization().ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapGet("/calendar/{secret}.ics", FeedAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> AttendAsync(string community, long id, AttendSession attend, CancellationToken cancel)
    {
        await attend.RunAsync(id, cancel);
        return Redirects.To(SessionPaths.Of(community, id) + "?said=done");
    }

    private static async Task<IResult> LeaveAsync(string community, long id, AttendSession attend, CancellationToken cancel)
    {
        await attend.LeaveAsync(id, cancel);
        return Redirects.To(SessionPaths.Of(community, id) + "?said=done");
    }

    private static async Task<IResult> JoinAsync(string community, long id, JoinSession join, CurrentMember member, HttpContext http)
    {
        Hide(http);
        return !member.IsSignedIn ? ToSignIn(community, id) : Redirects.To(await join.RunAsync(id, http.RequestAborted));
    }

    private static async Task<IResult> ReplayAsync(string community, long id, JoinSession join, CurrentMember member, HttpContext http)
    {
        Hide(http);
        return !member.IsSignedIn ? ToSignIn(community, id) : Redirects.To(await join.ReplayAsync(id, http.RequestAborted));
    }

    private static async Task<IResult> EnterAsync(string community, long id, EnterDraw enter, CancellationToken cancel)
    {
        await enter.RunAsync(id, cancel);
        return Redirects.To(SessionPaths.Draw(community, id) + "?said=done");
    }

    private static async Task<IResult> WithdrawAsync(string community, long id, EnterDraw enter, CancellationToken cancel)
    {
        await enter.LeaveAsync(id, cancel);
        return Redirects.To(SessionPaths.Draw(community, id) + "?said=done");
    }

    private static async Task<IResult> RenewAsync(CalendarAddress address, CancellationToken cancel)
    {
        await address.RenewAsync(cancel);
        return Redirects.To(SessionPaths.Mine + "?said=done");
    }

    private static async Task<IResult> RemoveAsync(CalendarAddress address, CancellationToken cancel)
    {
        await address.RemoveAsync(cancel);
        return Redirects.To(SessionPaths.Mine + "?said=done");
    }

    private static async Task<IResult> FeedAsync(string secret, ReadCalendar read, HttpContext http)
    {
        Hide(http);
        return TypedResults.Text(await read.FeedAsync(secret, http.RequestAborted), CalendarText.MediaType);
    }

    /// <summary>And back to the page, not to the door: a browser follows no form, as that of signing in is, to another site.</summary>
    private static IResult ToSignIn(string community, long id) =>
        Redirects.To("/sign-in?returnUrl=" + Uri.EscapeDataString(SessionPaths.Of(community, id)));

    /// <summary>The address stays in no cache, and where it leads is not told where one came from.</summary>
    private static void Hide(HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
