using System.Text;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Content.Covers;

/// <summary>
/// Drawn pictures of a community, its spaces and its articles: SVG for pages, PNG for messengers and to pass on. Of an article that is
/// not public there is none, but for those who write.
/// </summary>
internal static class CoverRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapIcons(routes);
        Map(routes, "/c/{community}/members/{handle}/cover.svg",
            (faces, http) => faces.OfMemberAsync(http.GetRouteValue("handle") as string ?? "", http.RequestAborted), "image/svg+xml; charset=utf-8",
            found => Encoding.UTF8.GetBytes(CoverSvg.Write(CoverDesign.Banner(found.Face), found.Face.Title)));
        foreach (var (path, find) in new (string, Func<FindFace, HttpContext, Task<FoundFace?>>)[]
        {
            ("/c/{community}", (faces, http) => faces.OfCommunityAsync()),
            ("/c/{community}/s/{space}", (faces, http) => faces.OfSpaceAsync(http.GetRouteValue("space") as string ?? "")),
            ("/c/{community}/articles/{slug}",
                (faces, http) => faces.OfArticleAsync(http.GetRouteValue("slug") as string ?? "", http.RequestAborted)),
        })
        {
            Map(routes, path + "/cover.svg", find, "image/svg+xml; charset=utf-8", found => Encoding.UTF8.GetBytes(CoverSvg.Write(
                found.IsBook ? CoverDesign.Book(found.Face) : CoverDesign.Landscape(found.Face, 600, 400), found.Face.Title)));
            MapPng(routes, path + "/card.png", find, (found, _) => CoverDesign.Landscape(found.Face, 1200, 630));
            MapPng(routes, path + "/poster.png", find, (found, http) => PosterDesign.Draw(found.Face,
                http.RequestServices.GetRequiredService<TextCatalogue>().In(found.Face.Community.Language)["Scan or hold to read"],
                http.RequestServices.GetRequiredService<PublicAddress>().Of(found.Path)));
        }
    }

    private static void MapIcons(IEndpointRouteBuilder routes)
    {
        foreach (var size in CoverPaths.IconSizes)
            MapPng(routes, $"/c/{{community}}/icon-{size}.png", (faces, _) => faces.OfCommunityAsync(),
                (found, _) => CoverDesign.Icon(found.Face.Community, size));
    }

    private static void MapPng(
        IEndpointRouteBuilder routes, string path, Func<FindFace, HttpContext, Task<FoundFace?>> find,
        Func<FoundFace, HttpContext, CoverSheet> draw) => routes.MapGet(path, async (FindFace faces, HttpContext http) =>
        {
            var found = await find(faces, http) ?? throw Refused.NotFound();
            if (!CoverPng.IsAble)
                throw new Refused("font_missing", 503, "This program was built without the font that pictures are written with.");
            return Answer(http, found, CoverPng.Paint(draw(found, http)), "image/png");
        }).AllowAnonymous().ExcludeFromDescription();

    private static void Map(
        IEndpointRouteBuilder routes, string path, Func<FindFace, HttpContext, Task<FoundFace?>> find, string type,
        Func<FoundFace, byte[]> draw) => routes.MapGet(path, async (FindFace faces, HttpContext http) =>
        {
            var found = await find(faces, http) ?? throw Refused.NotFound();
            return Answer(http, found, draw(found), type);
        }).AllowAnonymous().ExcludeFromDescription();

    /// <summary>Addresses change with what is drawn; one that names another version, or none, is kept for minutes only.</summary>
    private static IResult Answer(HttpContext http, FoundFace found, byte[] picture, string type)
    {
        http.Response.Headers.CacheControl = !found.IsPublic ? "private, no-store"
            : http.Request.Query["v"] == found.Version ? "public, max-age=31536000, immutable" : "public, max-age=300";
        if (found.IsPublic && VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, [.. found.Tags]);
        return TypedResults.Bytes(picture, type);
    }
}

/// <summary>Something to draw.</summary>
/// <param name="Path">Of its page.</param>
/// <param name="IsPublic">Whether everybody may know of it.</param>
/// <param name="Tags">What evicts the picture.</param>
internal sealed record FoundFace(
    CoverFace Face, string Path, bool IsPublic, bool IsBook, string Version, IReadOnlyList<string> Tags);

/// <summary>Says what is on a cover, where the viewer may know of the thing.</summary>
internal sealed class FindFace(
    AppDb db, CommunityScope scope, CurrentHoldings held, CurrentMember member, IProfiles profiles, IThings things)
{
    public Task<FoundFace?> OfCommunityAsync()
    {
        var community = scope.Required;
        return Task.FromResult<FoundFace?>(new FoundFace(
            new CoverFace(community, community.Name, "", community.Slug), $"/c/{community.Slug}", true, false, CoverPaths.VersionOf(community),
            [VisitorPages.CommunityTag(community.Id)]));
    }

    public Task<FoundFace?> OfSpaceAsync(string slug)
    {
        var community = scope.Required;
        return Task.FromResult(community.Space(slug) is not { } space ? null : new FoundFace(
            new CoverFace(community, space.Name, community.Name, space.Slug), ArticlePaths.Space(community.Slug, space.Slug), true, true,
            CoverPaths.VersionOf(community, space.Name), [VisitorPages.CommunityTag(community.Id), VisitorPages.SpaceTag(space.Id)]));
    }

    /// <summary>The page of a member whom the viewer may know.</summary>
    public async Task<FoundFace?> OfMemberAsync(string handle, CancellationToken cancel)
    {
        var community = scope.Required;
        if (await profiles.FindAsync(handle, cancel) is not { } profile)
            return null;
        var page = new Thing("member", profile.MemberId);
        var known = (await things.FindAsync(community.Id, [page], member.Viewer, cancel)).GetValueOrDefault(page);
        return known is null ? null : new FoundFace(
            new CoverFace(community, profile.Name, "", profile.Handle), MemberPaths.Of(community.Slug, profile.Handle), known.IsPublic, false,
            CoverPaths.VersionOf(community, profile.Handle),
            [VisitorPages.CommunityTag(community.Id), VisitorPages.ThingTag(page.Kind, page.Id)]);
    }

    public async Task<FoundFace?> OfArticleAsync(string slug, CancellationToken cancel)
    {
        var community = scope.Required;
        var article = await db.Set<Article>().AsNoTracking().Where(a => a.CommunityId == community.Id && a.Slug == slug)
            .Select(a => new { a.Id, a.Title, a.SpaceId, a.PublishedAt, a.WithdrawnAt }).SingleOrDefaultAsync(cancel);
        if (article is null)
            return null;
        var isPublic = Publication.Of(article.PublishedAt, article.WithdrawnAt);
        if (!isPublic && !(await held.GetAsync(cancel)).Permissions.Contains(Permissions.WriteContent))
            return null;
        return new FoundFace(
            new CoverFace(community, article.Title, community.Space(article.SpaceId)?.Name ?? "", slug),
            ArticlePaths.Of(community.Slug, slug),
            isPublic, false, CoverPaths.VersionOf(community, article.Title),
            [
                VisitorPages.CommunityTag(community.Id), VisitorPages.SpaceTag(article.SpaceId),
                VisitorPages.ThingTag(ArticleGate.Kind, article.Id),
            ]);
    }
}
