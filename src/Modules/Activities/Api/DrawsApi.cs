using System.Globalization;
using Guildhall.Activities.Drawing;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Activities.Api;

/// <summary>Draws for programs, with all that it takes to reckon who has won.</summary>
internal static class DrawsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/communities/{community}/draws").WithTags("Draws").AllowAnonymous();
        read.MapGet("", ListAsync).WithName("ListDraws").WithSummary("Draws, the newest first; go on with `after` from `next`.");
        read.MapGet("/{id:long}", GetAsync).WithName("GetDraw").WithSummary("One draw, as the caller sees it.");
        read.MapGet("/{id:long}/proof", ProofAsync).WithName("GetDrawProof").WithSummary("Commitment, frozen entries, seed and winners, as far as they are told: whoever has them can reckon the winners again.");

        var hold = routes.MapGroup("/api/communities/{community}/draws").WithTags("Draws").RequireScope(SessionsApi.WriteScope)
            .RequirePermission(ActivityPermissions.Draw);
        hold.MapPost("", MakeAsync).WithName("MakeDraw").WithSummary("Prepares a draw as a draft.").ProducesProblem(422);
        hold.MapDelete("/{id:long}", RemoveAsync).WithName("RemoveDraw").WithSummary("Deletes a draft.").ProducesProblem(409);
        hold.MapPut("/{id:long}/opening", OpenAsync).WithName("OpenDraw").WithSummary("Opens it and tells the commitment; nothing of it changes from then on.").ProducesProblem(409).ProducesProblem(422);
        hold.MapPost("/{id:long}/closure", CloseAsync).WithName("CloseDraw").WithSummary("Closes a draw whose time has come, where that has not happened by itself.").ProducesProblem(409);
        hold.MapPut("/{id:long}/cancellation", CancelAsync).WithName("CancelDraw").WithSummary("Calls an open draw off; everybody reads why.").ProducesProblem(409).ProducesProblem(422);

        var own = routes.MapGroup("/api/communities/{community}/draws/{id:long}/entries/mine").WithTags("Draws")
            .RequireScope(SessionsApi.AttendScope);
        own.MapPut("", EnterAsync).WithName("EnterDraw").WithSummary("Enters the caller, once; gives the number that stands for them.").ProducesProblem(403).ProducesProblem(409);
        own.MapDelete("", LeaveAsync).WithName("LeaveDraw").WithSummary("Takes the caller's entry back while it is open.").ProducesProblem(409);
    }

    private static async Task<Ok<DrawListDocument>> ListAsync(
        string community, string? after, int? limit, ReadDraw read, CommunityScope scope, CurrentHoldings held, CancellationToken cancel)
    {
        var behind = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : (long?)null;
        var page = await read.PageAsync(
            scope.Required, null, (await held.GetAsync(cancel)).MayDraw(), behind, Paging.Limit(limit ?? 20), cancel);
        return TypedResults.Ok(new DrawListDocument(
            [.. page.Items.Select(d => DrawSummary.Of(d, community))], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<DrawDocument>> GetAsync(
        string community, long id, ReadDraw read, CommunityScope scope, CurrentMember member, CancellationToken cancel) =>
        TypedResults.Ok(DrawDocument.Of(await read.RunAsync(scope.Required, id, member.Viewer, cancel), scope.Required));

    private static async Task<Ok<DrawProof>> ProofAsync(
        string community, long id, ReadDraw read, CommunityScope scope, CurrentMember member, CancellationToken cancel) =>
        TypedResults.Ok(DrawProof.Of(await read.RunAsync(scope.Required, id, member.Viewer, cancel)));

    private static async Task<Created<DrawCreated>> MakeAsync(string community, DrawInput input, MakeDraw make, CancellationToken cancel)
    {
        var id = await make.RunAsync(input.Draft, input.Session, cancel);
        return TypedResults.Created(Redirects.Encode($"/api/communities/{community}/draws/{id}"), new DrawCreated(id));
    }

    private static async Task<NoContent> RemoveAsync(string community, long id, MakeDraw make, CancellationToken cancel)
    {
        await make.RemoveAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> OpenAsync(string community, long id, MakeDraw make, CancellationToken cancel)
    {
        await make.OpenAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> CloseAsync(string community, long id, CloseDueDraw close, CancellationToken cancel)
    {
        await close.RunAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> CancelAsync(
        string community, long id, CancellationInput input, MakeDraw make, CancellationToken cancel)
    {
        await make.CancelAsync(id, input.Reason, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<OwnEntry>> EnterAsync(string community, long id, EnterDraw enter, CancellationToken cancel) =>
        TypedResults.Ok(new OwnEntry(await enter.RunAsync(id, cancel)));

    private static async Task<NoContent> LeaveAsync(string community, long id, EnterDraw enter, CancellationToken cancel)
    {
        await enter.LeaveAsync(id, cancel);
        return TypedResults.NoContent();
    }
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record DrawListDocument(IReadOnlyList<DrawSummary> Items, string? Next);

public sealed record DrawSummary(long Id, string Title, string Path, DrawState State, DateTime ClosesAt, int Entries)
{
    internal static DrawSummary Of(DrawCard card, string community) =>
        new(card.Id, card.Title, SessionPaths.Draw(community, card.Id), card.State, card.ClosesAt, card.Entries);
}

/// <param name="Commitment">SHA-256 of the seed; empty in a draft.</param>
/// <param name="Entry">The caller's own number; null without.</param>
/// <param name="Allowed">Whether the caller may enter now.</param>
public sealed record DrawDocument(
    long Id, string Title, string Path, string Markdown, DrawState State, Attendance Access, long? TierId, DateTime? JoinedBefore,
    DateTime ClosesAt, string Zone, IReadOnlyList<SeenPrize> Prizes, string Commitment, int Entries, long? Entry, bool Allowed,
    IReadOnlyList<SeenWinner> Winners, string CancelReason)
{
    internal static DrawDocument Of(SeenDraw seen, CommunityInfo community) => new(
        seen.Draw.Id, seen.Draw.Title, SessionPaths.Draw(community.Slug, seen.Draw.Id), seen.Draw.Markdown, seen.Draw.State,
        seen.Draw.Access, seen.Draw.TierId,
        seen.Draw.JoinedBefore, seen.Draw.ClosesAt, seen.Draw.Zone, seen.Prizes, seen.Draw.Commitment, seen.Entries,
        seen.Entry, seen.MayEnter, seen.Winners, seen.Draw.CancelReason);
}

/// <param name="Commitment">SHA-256 of the seed's 32 bytes.</param>
/// <param name="Entries">Their numbers, rising; empty until they are frozen.</param>
/// <param name="EntriesHash">SHA-256 of these numbers in decimal, joined by line feeds.</param>
/// <param name="Seed">Null until it is decided.</param>
/// <param name="Winners">Entries in the order in which they were drawn, each with its prize.</param>
public sealed record DrawProof(
    long Draw, DrawState State, string Commitment, DateTime ClosesAt, IReadOnlyList<long> Entries, string EntriesHash, string? Seed,
    IReadOnlyList<SeenPrize> Prizes, IReadOnlyList<DrawnEntry> Winners)
{
    internal static DrawProof Of(SeenDraw seen) => new(
        seen.Draw.Id, seen.Draw.State, seen.Draw.Commitment, seen.Draw.ClosesAt, seen.Draw.EntryIds, seen.Draw.EntriesHash, seen.Draw.Seed,
        seen.Prizes, [.. seen.Winners.Select(w => new DrawnEntry(w.Place, w.EntryId, w.Prize))]);
}

public sealed record DrawnEntry(int Place, long Entry, int Prize);

public sealed record DrawCreated(long Id);

public sealed record OwnEntry(long Entry);

/// <param name="Access">"everyone", "members", or the slug of a tier.</param>
/// <param name="JoinedBefore">Such as 2027-03-01: only older accounts enter; null for all.</param>
/// <param name="Closes">The time on the wall, such as 2027-03-01T20:00.</param>
/// <param name="Zone">IANA name; null for the community's.</param>
/// <param name="Session">Under which it stands; null for one by itself.</param>
public sealed record DrawInput(
    string? Title, string? Markdown, string? Language, string? Access, string? JoinedBefore, string? Closes, string? Zone,
    IReadOnlyList<PrizeInput>? Prizes, long? Session = null)
{
    internal DrawDraft Draft => new(Title, Markdown, Language, Access, JoinedBefore, Closes, Zone,
        string.Join('\n', (Prizes ?? []).OfType<PrizeInput>()
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Count ?? 1} × {p.Name?.ReplaceLineEndings(" ")}"))));
}

/// <param name="Count">How many of it; null for one.</param>
public sealed record PrizeInput(string? Name, int? Count);
