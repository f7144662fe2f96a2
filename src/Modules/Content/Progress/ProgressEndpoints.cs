using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Progress;

/// <summary>Where a member is in an article: told by the page while they read, by a button without script, and by programs.</summary>
internal static class ProgressEndpoints
{
    public static string Mark(string community, long articleId) => $"/c/{community}/articles/{articleId}/progress";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/c/{community}/articles/{id:long}/progress", async (
                long id, [FromForm] string? read, KeepProgress keep, AppDb db, CommunityScope scope, CancellationToken cancel) =>
            {
                if (read == "false")
                    await keep.ReopenAsync(id, cancel);
                else
                    await keep.RunAsync(id, 1, cancel);
                var slug = await db.Set<Article>().AsNoTracking().Where(a => a.Id == id).Select(a => a.Slug).SingleAsync(cancel);
                return Redirects.To(ArticlePaths.Of(scope.Required.Slug, slug) + "#end");
            })
            .RequireAuthorization().ExcludeFromDescription();

        var api = routes.MapGroup("/api/communities/{community}/articles/{id:long}/progress").WithTags("Articles").RequireAuthorization();
        api.MapPost("", async Task<NoContent> (long id, ProgressRequest told, KeepProgress keep, CancellationToken cancel) =>
            {
                var fraction = told.Fraction
                    ?? throw Refused.AtField("fraction", "fraction_bad", "How far someone has come is a number from 0 to 1.");
                await keep.RunAsync(id, fraction, cancel);
                return TypedResults.NoContent();
            })
            .WithName("KeepProgress").WithSummary("How far the member has come in the article. The furthest counts; 1 is its end, and then it counts as read.")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        api.MapDelete("", async Task<NoContent> (long id, KeepProgress keep, CancellationToken cancel) =>
            {
                await keep.ReopenAsync(id, cancel);
                return TypedResults.NoContent();
            })
            .WithName("ForgetProgress").WithSummary("The article is not read any more.").ProducesProblem(404);
    }
}

/// <param name="Fraction">0 to 1.</param>
public sealed record ProgressRequest(double? Fraction);
