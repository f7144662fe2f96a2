using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Columns;

/// <summary>The order of a column for programs, and the buttons of the page that arranges it.</summary>
internal static class ColumnApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/communities/{community}/spaces/{space}/order").WithTags("Articles")
            .RequireScope("articles:write").RequirePermission(Permissions.WriteContent);
        api.MapGet("", GetAsync).WithName("GetColumnOrder").WithSummary("The public articles of a column in their order, and its version (also as ETag).");
        api.MapPut("", PutAsync).WithName("ArrangeColumn")
            .WithSummary("Arranges a column: `articles` names every public article once. With `version` (or If-Match) it is refused, with the order as it is now, when somebody else has arranged it since.")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        routes.MapPost("/c/{community}/manage/columns/{space}/moves", MoveAsync)
            .RequirePermission(Permissions.WriteContent).ExcludeFromDescription().WithMetadata(new RequireAntiforgeryTokenAttribute());
    }

    private static async Task<Ok<ColumnOrderDocument>> GetAsync(
        string space, AppDb db, CommunityScope scope, HttpResponse response, CancellationToken cancel)
    {
        if (scope.Required.Space(space) is not { HoldsArticles: true } column)
            throw Refused.NotFound();
        var version = await db.Set<ColumnOrder>().AsNoTracking().Where(o => o.SpaceId == column.Id).Select(o => o.Version)
            .SingleOrDefaultAsync(cancel);
        var articles = await db.Set<ColumnEntry>().AsNoTracking().Where(e => e.SpaceId == column.Id && e.IsShown)
            .OrderBy(e => e.Position).ThenBy(e => e.ArticleId).Select(e => e.ArticleId).ToListAsync(cancel);
        response.Headers.ETag = Tag(version);
        return TypedResults.Ok(new ColumnOrderDocument(version, articles));
    }

    private static async Task<Ok<ColumnVersionDocument>> PutAsync(
        string space, ColumnOrderRequest wanted, ArrangeColumn arrange, HttpContext http)
    {
        var articles = wanted.Articles ?? throw Refused.AtField("articles", "articles_missing", "Name the articles in their order.");
        var version = await arrange.RunAsync(space, articles, wanted.Version ?? Matched(http.Request), http.RequestAborted);
        http.Response.Headers.ETag = Tag(version);
        return TypedResults.Ok(new ColumnVersionDocument(version));
    }

    private static async Task<IResult> MoveAsync(
        string community, string space, HttpRequest request, ArrangeColumn arrange, CancellationToken cancel)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(cancel) : FormCollection.Empty;
        var version = (int?)Number(form["version"]);
        long? moved = Number(form["up"]) ?? Number(form["down"]) ?? Number(form["article"]);
        var page = ArticlePaths.Arrange(community, space);
        try
        {
            if (moved is not { } id)
                throw Refused.NotFound();
            if (Number(form["place"]) is { } place && form["up"].Count + form["down"].Count == 0)
                await arrange.MoveAsync(space, id, _ => (int)Math.Clamp(place, 1, int.MaxValue), version, cancel);
            else if (form["up"].Count + form["down"].Count > 0)
                await arrange.MoveAsync(space, id, at => form["up"].Count > 0 ? at - 1 : at + 1, version, cancel);
            else
                await arrange.MoveBesideAsync(space, id, Number(form["before"]), Number(form["behind"]), version, cancel);
        }
        catch (Refused refused) when (refused.Code == "arranged_meanwhile")
        {
            return Redirects.To(Links.To(page, ("meanwhile", "yes"), ("after", form["after"].ToString())));
        }
        return Redirects.To(Links.To(page, ("after", form["after"].ToString())) + $"#article-{moved}");
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Tag(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>RFC 9110, 13.1.1. What is no version of ours matches none; "*" matches any.</summary>
    private static int? Matched(HttpRequest request) => request.Headers.IfMatch.ToString() switch
    {
        "" or "*" => null,
        var tag => int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1,
    };
}

/// <param name="Articles">Ids, in the order in which they are read.</param>
public sealed record ColumnOrderDocument(int Version, IReadOnlyList<long> Articles);

/// <param name="Articles">Ids of all public articles of the column, each once.</param>
/// <param name="Version">The one that was read; null arranges whatever was there.</param>
public sealed record ColumnOrderRequest(long[]? Articles, int? Version = null);

public sealed record ColumnVersionDocument(int Version);
