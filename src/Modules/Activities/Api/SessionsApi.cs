using System.Globalization;
using Guildhall.Activities.Attending;
using Guildhall.Activities.Calendars;
using Guildhall.Activities.Hosting;
using Guildhall.Activities.Selling;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Activities.Api;

/// <summary>Live sessions for programs: what comes, coming to it, and all that those who make sessions do.</summary>
internal static class SessionsApi
{
    /// <summary>What a token needs to make sessions and draws, and to come to them.</summary>
    public const string WriteScope = "sessions:write", AttendScope = "sessions:attend";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/communities/{community}/sessions").WithTags("Sessions").AllowAnonymous();
        read.MapGet("", ListAsync).WithName("ListLiveSessions").WithSummary("Live sessions that come, the next first; with `when` past those that were, the last first. Go on with `after` from `next`. With `state` all, drafts too, for those who make sessions.");
        read.MapGet("/{id:long}", GetAsync).WithName("GetLiveSession").WithSummary("One session, as the caller sees it. The link to its room is in no answer: open `joinPath` in a browser when the door is open.");
        read.MapGet("/{id:long}/calendar.ics", CalendarAsync).WithName("GetLiveSessionCalendar")
            .WithSummary("The session as iCalendar.").Produces(StatusCodes.Status200OK, contentType: "text/calendar");

        var write = routes.MapGroup("/api/communities/{community}/sessions").WithTags("Sessions").RequireScope(WriteScope)
            .RequirePermission(ActivityPermissions.Host);
        write.MapPost("", MakeAsync).WithName("MakeLiveSession").WithSummary("Makes a session as a draft, or a weekly series. With an Idempotency-Key the same key again is the same session.").ProducesProblem(422);
        write.MapPatch("/{id:long}", ReviseAsync).WithName("ReviseLiveSession").WithSummary("Changes what is given; those who come hear of another time.").ProducesProblem(409).ProducesProblem(422);
        write.MapDelete("/{id:long}", RemoveAsync).WithName("RemoveLiveSession").WithSummary("Deletes a draft that was never public.").ProducesProblem(409);
        write.MapPut("/{id:long}/publication", PublishAsync).WithName("PublishLiveSession").WithSummary("Publishes a session, with `series` all drafts of its series.").ProducesProblem(409);
        write.MapPut("/{id:long}/cancellation", CancelAsync).WithName("CancelLiveSession").ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Calls a session off and tells those who come. Gives the paid orders that somebody has to refund.");
        write.MapPut("/{id:long}/offer", OfferAsync).WithName("SellLiveSession").WithSummary("Sells tickets at these prices; what is not named is not sold. No price ends the sale.").ProducesProblem(422);
        write.MapPut("/{id:long}/replay", RecallAsync).WithName("RecallLiveSession")
            .WithSummary("Says where the recording is, and notes.").ProducesProblem(409).ProducesProblem(422);
        write.MapGet("/{id:long}/attendees", GuestsAsync).WithName("ListLiveSessionAttendees").WithSummary("Who comes, waits, and was there, the last first; go on with `after` from `next`.");

        var attend = routes.MapGroup("/api/communities/{community}/sessions/{id:long}/attendance/mine").WithTags("Sessions")
            .RequireScope(AttendScope);
        attend.MapPut("", AttendAsync).WithName("AttendLiveSession").WithSummary("Says that the caller comes; where all seats are taken, they wait.").ProducesProblem(403).ProducesProblem(409);
        attend.MapDelete("", LeaveAsync).WithName("LeaveLiveSession").WithSummary("Says that the caller does not come.").ProducesProblem(409);
    }

    private static async Task<Ok<SessionListDocument>> ListAsync(
        string? space, string? when, string? state, string? after, int? limit, SessionLists lists, CommunityScope scope,
        CurrentHoldings held, HttpContext http)
    {
        var holdings = await held.GetAsync(http.RequestAborted);
        var spaceId = space is null ? (long?)null : scope.Required.EventSpace(space)?.Id ?? throw Refused.NotFound();
        var page = await lists.PageAsync(scope.Required, holdings,
            new SessionListing(spaceId, when == "past", state == "all" && holdings.MayHost(), ReaderCurrency.Chosen(http)),
            SortedKey.Parse(after), Paging.Limit(limit ?? 20), http.RequestAborted);
        return TypedResults.Ok(new SessionListDocument(
            [.. page.Items.Select(c => SessionSummary.Of(c, scope.Required))], page.Next?.ToString()));
    }

    private static async Task<Ok<SessionDocument>> GetAsync(
        string community, long id, ReadSession read, CommunityScope scope, CurrentMember member, CancellationToken cancel) =>
        TypedResults.Ok(SessionDocument.Of(await read.RunAsync(scope.Required, id, member.Viewer, cancel), scope.Required));

    private static async Task<ContentHttpResult> CalendarAsync(
        string community, long id, ReadCalendar read, CommunityScope scope, HttpContext http)
    {
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"session-{id}.ics\"";
        return TypedResults.Text(await read.OneAsync(scope.Required, id, http.RequestAborted), CalendarText.MediaType);
    }

    private static async Task<Results<Created<SessionCreated>, Ok<SessionCreated>>> MakeAsync(
        string community, SessionInput input, MakeSession make, [FromHeader(Name = "Idempotency-Key")] string? key,
        CancellationToken cancel)
    {
        var (id, isNew) = await make.RunAsync(
            input.Space, input.Draft, [.. (input.Hosts ?? []).OfType<string>()], input.Weeks ?? 1, key, cancel);
        return isNew ? TypedResults.Created(Redirects.Encode($"/api/communities/{community}/sessions/{id}"), new SessionCreated(id))
            : TypedResults.Ok(new SessionCreated(id));
    }

    private static async Task<NoContent> ReviseAsync(
        string community, long id, SessionInput input, ReviseSession revise, ITiers tiers, CommunityScope scope, CancellationToken cancel)
    {
        var known = await tiers.ListAsync(scope.Id, cancel);
        await revise.RunAsync(
            id, input.Edition, now => input.Over(now, known), input.Hosts is null ? null : [.. input.Hosts.OfType<string>()], cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveAsync(string community, long id, PublishSession publish, CancellationToken cancel)
    {
        await publish.RemoveAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> PublishAsync(
        string community, long id, bool? series, PublishSession publish, CancellationToken cancel)
    {
        await publish.RunAsync(id, series == true, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<CancelledSession>> CancelAsync(
        string community, long id, CancellationInput input, PublishSession publish, GuestList guests, CancellationToken cancel)
    {
        await publish.CancelAsync(id, input.Reason, cancel);
        return TypedResults.Ok(new CancelledSession(
            [.. (await guests.PaidAsync(id, cancel)).Select(g => new PaidSeat(g.MemberId, g.Name, g.OrderId))]));
    }

    private static async Task<NoContent> OfferAsync(
        string community, long id, TicketOfferInput input, SetTicketPrice set, CancellationToken cancel)
    {
        await set.RunAsync(id, input.Money, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RecallAsync(
        string community, long id, ReplayInput input, PublishSession publish, CancellationToken cancel)
    {
        await publish.RecallAsync(id, input.Recording, input.Notes, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<AttendeeList>> GuestsAsync(
        string community, long id, string? state, string? q, string? after, int? limit, GuestList guests, CancellationToken cancel)
    {
        var behind = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : (long?)null;
        var page = await guests.PageAsync(
            id, EnumWords.Read<GuestState>(state) ?? GuestState.All, q, behind, Paging.Limit(limit ?? 20), cancel);
        return TypedResults.Ok(new AttendeeList(
            [.. page.Items.Select(AttendeeDocument.Of)], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<OwnAttendance>> AttendAsync(string community, long id, AttendSession attend, CancellationToken cancel) =>
        TypedResults.Ok(new OwnAttendance(await attend.RunAsync(id, cancel)));

    private static async Task<NoContent> LeaveAsync(string community, long id, AttendSession attend, CancellationToken cancel)
    {
        await attend.LeaveAsync(id, cancel);
        return TypedResults.NoContent();
    }
}
