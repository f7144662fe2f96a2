using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Memberships.Seats;

/// <summary>Teams, for programs: their manager's, and taking a seat.</summary>
internal static class SeatsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/api/me/seats").WithTags("Seats");
        mine.MapGet("", ListAsync).RequireScope("orders:read").WithName("GetMyTeams").WithSummary("The teams whose seats the caller bought, newest first.");
        mine.MapGet("/{id:long}", TeamAsync).RequireScope("orders:read").WithName("GetMyTeam").WithSummary("One of them, with who sits and who sat.");
        mine.MapPost("/{id:long}/link", LinkAsync).RequireScope("orders:write").WithName("RenewTeamLink")
            .WithSummary("A new join link; the one before leads nowhere. With a domain only confirmed addresses of it may join.");
        mine.MapDelete("/{id:long}/link", UnlinkAsync).RequireScope("orders:write").WithName("CloseTeamLink").WithSummary("No join link any more.");
        mine.MapDelete("/{id:long}/members/{reference:long}", FreeAsync).RequireScope("orders:write").WithName("TakeSeatBack")
            .WithSummary("Take a seat back by its id; somebody else can have it at once.");
        routes.MapPost("/account/seats/{id:long}/members/{reference:long}/release", ReleaseAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/api/communities/{community}/team/{token}/seat", TakeAsync).WithTags("Seats").RequireScope("orders:write").WithName("TakeSeat")
            .WithSummary("Take a seat by a team's link. Repeating it changes nothing.");
    }

    private static async Task<Ok<IReadOnlyList<TeamRow>>> ListAsync(ManageTeam manage, CurrentMember current, CancellationToken cancel) =>
        TypedResults.Ok(await manage.ListAsync(current.RequireId(), cancel));

    private static async Task<Ok<TeamAnswer>> TeamAsync(long id, ManageTeam manage, CurrentMember current, CancellationToken cancel)
    {
        var (team, seats) = await manage.FindAsync(current.RequireId(), id, cancel);
        return TypedResults.Ok(new TeamAnswer(team, seats));
    }

    private static async Task<Ok<TeamAnswer>> LinkAsync(
        long id, TeamLinkAsked asked, ManageTeam manage, CurrentMember current, CancellationToken cancel)
    {
        if (asked.Domain is not null)
            await manage.AskAsync(current.RequireId(), id, asked.Domain, cancel);
        await manage.LinkAsync(current.RequireId(), id, open: true, cancel);
        return await TeamAsync(id, manage, current, cancel);
    }

    private static async Task<NoContent> UnlinkAsync(long id, ManageTeam manage, CurrentMember current, CancellationToken cancel)
    {
        await manage.LinkAsync(current.RequireId(), id, open: false, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> FreeAsync(
        long id, long reference, ManageTeam manage, CurrentMember current, CancellationToken cancel)
    {
        await manage.FreeAsync(current.RequireId(), id, reference, cancel);
        return TypedResults.NoContent();
    }

    /// <summary>The button of the page. A seat that is free already is what was wanted.</summary>
    private static async Task<IResult> ReleaseAsync(
        long id, long reference, [FromForm] IFormCollection form, ManageTeam manage, CurrentMember current, CancellationToken cancel)
    {
        _ = form;
        await manage.FreeAsync(current.RequireId(), id, reference, cancel);
        return Redirects.To($"/account/seats/{id}");
    }

    private static async Task<NoContent> TakeAsync(string community, string token, TakeSeat take, CancellationToken cancel)
    {
        _ = community;
        await take.RunAsync(token, cancel);
        return TypedResults.NoContent();
    }
}

/// <summary>Times are UTC.</summary>
public sealed record TeamAnswer(TeamRow Team, IReadOnlyList<SeatRow> Seats);

/// <param name="Domain">"example.org"; empty for anybody, null to leave it.</param>
public sealed record TeamLinkAsked(string? Domain = null);
