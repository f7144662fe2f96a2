using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Ratings;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Ratings.Helpful;

/// <summary>The buttons under a piece, and the same for scripts and programs.</summary>
internal static class HelpfulEndpoints
{
    public static string Path(string community, Thing thing) => $"/c/{community}/helpful/{thing.Kind}/{thing.Id}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/c/{community}/helpful/{kind}/{id:long}", async (
                string kind, long id, [FromForm] string? value, VoteHelpful vote, CommunityScope scope, CancellationToken cancel) =>
            {
                var thing = await vote.RunAsync(new Thing(kind, id), Read(value), cancel);
                return Redirects.To((thing.Path ?? $"/c/{scope.Required.Slug}") + "#helpful");
            })
            .RequireAuthorization().ExcludeFromDescription();

        var api = routes.MapGroup("/api/communities/{community}/{kind}/{id:long}/helpful").WithTags("Ratings").RequireScope("posts:write");
        api.MapPut("", (string kind, long id, HelpfulAnswer answer, VoteHelpful vote, HelpfulCounts counts, CommunityScope scope,
                CancellationToken cancel) =>
                SetAsync(KindOf(kind), id, answer.Value ?? throw Missing(), vote, counts, scope, cancel))
            .WithName("VoteHelpful").WithSummary("Says whether a piece was helpful; again to think otherwise. `kind` is articles, for instance.")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        api.MapDelete("", (string kind, long id, VoteHelpful vote, HelpfulCounts counts, CommunityScope scope, CancellationToken cancel) =>
                SetAsync(KindOf(kind), id, null, vote, counts, scope, cancel))
            .WithName("UnvoteHelpful").WithSummary("Takes the answer back.").ProducesProblem(404);
    }

    private static async Task<Ok<HelpfulFigures>> SetAsync(
        string kind, long id, bool? value, VoteHelpful vote, HelpfulCounts counts, CommunityScope scope, CancellationToken cancel)
    {
        var thing = new Thing(kind, id);
        await vote.RunAsync(thing, value, cancel);
        return TypedResults.Ok(HelpfulFigures.Of(await counts.CountAsync(scope.Required.Id, thing, cancel)));
    }

    // Addresses name things in the plural.
    private static string KindOf(string kind) =>
        kind.EndsWith("ies", StringComparison.Ordinal) ? kind[..^3] + "y" : kind.EndsWith('s') ? kind[..^1] : kind;

    private static bool? Read(string? value) => value switch
    {
        "true" => true,
        "false" => false,
        null or "" => null,
        _ => throw Missing(),
    };

    private static Refused Missing() => Refused.AtField("value", "value_missing", "Say true or false.");
}

/// <param name="Value">Whether it was helpful.</param>
public sealed record HelpfulAnswer(bool? Value);

/// <param name="Helpful">How many found it helpful.</param>
/// <param name="Total">How many said.</param>
/// <param name="Share">Helpful of all, 0 to 1; null without answers, as are its bounds.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Its upper end.</param>
public sealed record HelpfulFigures(int Helpful, int Total, double? Share, double? Low, double? High)
{
    internal static HelpfulFigures Of(HelpfulCount? count) => count is { } c
        ? new(c.Helpful, c.Total, Math.Round(c.Share, 4), Math.Round(c.Low, 4), Math.Round(c.High, 4))
        : new(0, 0, null, null, null);
}
