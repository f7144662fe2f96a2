using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.OwnPages;

/// <summary>
/// A community's own pages for programs, and its web app manifest (w3.org/TR/appmanifest): the name, colour and mark that a phone shows
/// when the community is put on its screen.
/// </summary>
internal static class PagesApi
{
    /// <param name="community">The group <c>/api/communities/{community}</c>.</param>
    public static void Map(IEndpointRouteBuilder routes, RouteGroupBuilder community)
    {
        community.MapGet("/pages", ListAsync).AllowAnonymous().WithName("ListOwnPages")
            .WithSummary("About, imprint and privacy, as far as they are written.");
        community.MapPut("/pages/{page}", PutAsync).RequireScope("communities:write").RequirePermission(Permissions.ManageCommunity)
            .WithName("WriteOwnPage").WithSummary("Writes \"about\", \"imprint\" or \"privacy\"; an empty text takes it away.");
        routes.MapGet("/c/{community}/manifest.webmanifest", Manifest).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IReadOnlyList<OwnPageDocument>> ListAsync(
        string community, CommunityScope scope, AppDb db, CancellationToken cancel) =>
        [.. (await db.Set<CommunityPage>().AsNoTracking().OrderBy(p => p.Id)
            .Select(p => new { p.Page, p.Markdown, p.ChangedAt }).ToListAsync(cancel))
            .Select(p => new OwnPageDocument(p.Page, PageText.PathOf(scope.Required.Slug, p.Page), p.Markdown, p.ChangedAt))];

    private static async Task<IResult> PutAsync(
        string community, string page, OwnPageRequest wanted, CommunityScope scope, WritePage write, CancellationToken cancel)
    {
        await write.RunAsync(
            scope.Id, EnumWords.Read<OwnPage>(page) ?? throw Refused.NotFound(), wanted.Markdown, ShownValues.None, cancel);
        return TypedResults.NoContent();
    }

    private static IResult Manifest(string community, CommunityScope scope, HttpContext http)
    {
        var info = scope.Required;
        if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, VisitorPages.CommunityTag(info.Id));
        http.Response.Headers.CacheControl = "public, max-age=300";
        var home = $"/c/{info.Slug}";
        return TypedResults.Json(
            new
            {
                id = home,
                name = info.Name,
                short_name = info.Name,
                description = info.Description,
                lang = info.LanguageTag,
                start_url = home,
                // Signing in, paying and the account lie beside the community.
                scope = "/",
                display = "standalone",
                background_color = "#fbfaf8",
                theme_color = Accents.Cloth(info.Accent),
                icons = info.Logo is { } logo
                    ? [new { src = logo, sizes = "512x512", type = "image/webp" }]
                    : new[] { 192, 512 }.Select(s => new { src = CoverPaths.Icon(info, s), sizes = $"{s}x{s}", type = "image/png" }).ToArray(),
            },
            contentType: "application/manifest+json");
    }
}

/// <param name="Markdown">As it was written.</param>
public sealed record OwnPageDocument(OwnPage Page, string Path, string Markdown, DateTime ChangedAt);

public sealed record OwnPageRequest(string? Markdown);
