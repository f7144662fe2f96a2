using Guildhall.Growth.Badges;
using Guildhall.Growth.Boards;
using Guildhall.Growth.Levels;
using Guildhall.Growth.Own;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Growth.Api;

/// <summary>A member's own points, boards and badges, for programs.</summary>
internal static class OwnPointsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/me/points", EverywhereAsync).WithTags("Points").RequireScope(PointsPermissions.ReadScope)
            .WithName("ListMyPoints").WithSummary("The caller's points in each community that gives any.");

        var read = routes.MapGroup("/api/communities/{community}/points").WithTags("Points").RequireScope(PointsPermissions.ReadScope);
        read.MapGet("", StandingAsync).WithName("GetPoints").WithSummary("The caller's balance, level and way to the next, and what expires when.");
        read.MapGet("/history", HistoryAsync).WithName("ListPoints")
            .WithSummary("What gave the caller points and took them, newest first; go on with `after` from `next`.");
        read.MapGet("/board", BoardAsync).WithName("GetBoard").ProducesProblem(422)
            .WithSummary("Who has earned most: `span` is week, month or all. The caller's own place is always told.");
        read.MapGet("/badges", BadgesAsync).WithName("ListBadges").WithSummary("Badges that can be had here, with those that the caller has.");

        var write = routes.MapGroup("/api/communities/{community}/points").WithTags("Points").RequireScope(PointsPermissions.WriteScope);
        write.MapPut("/hiding", (ShowStanding show, CancellationToken cancel) => ShowAsync(show, false, cancel)).WithName("HideStanding")
            .WithSummary("Leaves the caller out of boards, and shows no level beside their name.");
        write.MapDelete("/hiding", (ShowStanding show, CancellationToken cancel) => ShowAsync(show, true, cancel)).WithName("ShowStanding")
            .WithSummary("Shows the caller on boards and with a level again.");
    }

    private static async Task<Ok<EverywhereDocument>> EverywhereAsync(PointsEverywhere points, CancellationToken cancel) =>
        TypedResults.Ok(new EverywhereDocument([.. (await points.ReadAsync(cancel)).Select(p => new CommunityPointsDocument(
            p.Community.Id, p.Community.Slug, p.Community.Name, p.Standing.Balance, p.Standing.Lifetime, p.Standing.Level?.Number))]));

    private static async Task<Ok<StandingDocument>> StandingAsync(string community, ReadOwnPoints points, CancellationToken cancel)
    {
        var own = await points.StandingAsync(cancel);
        return TypedResults.Ok(new StandingDocument(
            own.Balance, own.Lifetime, LevelDocument.Of(own.Level), LevelDocument.Of(own.Next), own.IsHidden,
            [.. (await points.ExpiringAsync(12, cancel)).Select(e => new ExpiringDocument(e.At, e.Points))]));
    }

    private static async Task<Ok<HistoryDocument>> HistoryAsync(
        string community, ReadOwnPoints points, CancellationToken cancel, long? after = null, int limit = ReadOwnPoints.PageSize)
    {
        var page = await points.HistoryAsync(after, limit, cancel);
        return TypedResults.Ok(new HistoryDocument([.. page.Items.Select(HistoryItem.Of)], page.Next));
    }

    private static async Task<Ok<BoardDocument>> BoardAsync(string community, ReadBoard board, CancellationToken cancel,
        string? span = null)
    {
        var wanted = span is null ? BoardSpan.Week : EnumWords.Read<BoardSpan>(span)
            ?? throw Refused.AtField("span", "span_unknown", "Choose week, month or all.");
        var read = await board.RunAsync(wanted, cancel);
        return TypedResults.Ok(new BoardDocument(
            EnumWords.Of(wanted), [.. read.Rows.Select(BoardItem.Of)], read.Mine is { } mine ? BoardItem.Of(mine) : null));
    }

    private static async Task<Ok<BadgesDocument>> BadgesAsync(string community, ReadBadges badges, CancellationToken cancel) =>
        TypedResults.Ok(new BadgesDocument([.. (await badges.AllAsync(cancel)).Select(b =>
            new BadgeDocument(b.Slug, b.Name, b.About, b.Holders, b.MineSince))]));

    private static async Task<NoContent> ShowAsync(ShowStanding show, bool isShown, CancellationToken cancel)
    {
        await show.RunAsync(isShown, cancel);
        return TypedResults.NoContent();
    }
}
