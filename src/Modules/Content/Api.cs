using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Content.Reading;
using Guildhall.Content.Selling;
using Guildhall.Content.Writing;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Content;

/// <summary>Articles for programs: the same operations and the same gate as the pages.</summary>
internal static class Api
{
    private const long MaxPicture = 50L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/communities/{community}").WithTags("Articles").AllowAnonymous();
        read.MapGet("/articles", ListAsync).WithName("ListArticles").WithSummary("Public articles, newest first; go on with `after` from `next`.");
        read.MapGet("/articles/{slug}", GetAsync).WithName("GetArticle").WithSummary("One article, by slug or id. `html` is the whole or, where `access.allowed` is false, the free preview. `writing` is for those who may write here.");
        read.MapPost("/articles/{id:long}/reads", CountReadAsync).WithName("CountRead").WithSummary("Says that the article was read; counted once a day for each reader.");
        read.MapPost("/articles/{id:long}/walls", CountWallAsync).WithName("CountWall").WithSummary("Says that a reader stood before the closed part; counted once a day for each reader.");

        var write = routes.MapGroup("/api/communities/{community}/articles").WithTags("Articles").RequireScope("articles:write").RequirePermission(Permissions.WriteContent);
        write.MapPost("", CreateAsync).WithName("CreateArticle").WithSummary("A new article, as a draft or published at once.");
        write.MapPut("/{id:long}", ReviseAsync).WithName("ReviseArticle").WithSummary("Saves the article anew; `version` is the one that was read, and who may read it stays where `access` is null.");
        write.MapPut("/{id:long}/cover", CoverAsync).WithName("SetCover").WithSummary("The body is the article's picture in lists (image/*).")
            .Accepts<byte[]>("image/png", "image/jpeg", "image/webp", "image/gif")
            .WithMetadata(new RequestSizeLimitAttribute(MaxPicture)).ProducesProblem(413).ProducesProblem(422);
        write.MapDelete("/{id:long}/cover", UncoverAsync).WithName("RemoveCover").WithSummary("Takes the picture away.");
        write.MapPut("/{id:long}/publication", PublishAsync).WithName("PublishArticle").WithSummary("Shows a draft, or shows again what was withdrawn; with `at` at that time of the wall clock in `zone` or the community.");
        write.MapPut("/{id:long}/offer", OfferAsync).WithName("SellArticle").WithSummary("Sells the article by itself at `amount` in minor units of the community's currency, and at `others` in further ones; what is not named is not sold. Neither ends the sale.").ProducesProblem(422);
        write.MapDelete("/{id:long}/publication", WithdrawAsync).WithName("WithdrawArticle").WithSummary("Takes the article out of sight, or its planned publication back.");
    }

    private static async Task<Ok<CoverDocument>> CoverAsync(
        string community, long id, HttpRequest request, SetCover set, CancellationToken cancel) =>
        TypedResults.Ok(new CoverDocument(await set.RunAsync(id, request.Body, cancel)));

    private static async Task<NoContent> UncoverAsync(string community, long id, SetCover set, CancellationToken cancel)
    {
        await set.RemoveAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> OfferAsync(
        string community, long id, OfferRequest asked, SetArticlePrice set, CommunityScope scope, CancellationToken cancel)
    {
        await set.RunAsync(id, asked.Prices(scope.Required.Currency), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ArticlePageDocument>> ListAsync(
        string? space, string? after, int? limit, ArticleLists lists, CommunityScope scope, CurrentHoldings held, HttpContext http)
    {
        var cancel = http.RequestAborted;
        var community = scope.Required;
        var spaceId = space is null ? (long?)null : community.Space(space)?.Id ?? throw Refused.NotFound();
        var holdings = await held.GetAsync(cancel);
        var page = await lists.PageAsync(community, holdings, spaceId, ListKey.Parse(after), Paging.Limit(limit ?? 20), cancel);
        if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, VisitorPages.CommunityTag(community.Id),
                spaceId is { } one ? VisitorPages.SpaceTag(one) : VisitorPages.ListsTag(community.Id));
        return TypedResults.Ok(
            new ArticlePageDocument([.. page.Items.Select(c => ArticleSummary.Of(c, community.Space(c.SpaceId)?.Slug))],
                page.Next?.ToString()));
    }

    private static async Task<Ok<ArticleDocument>> GetAsync(
        string slug, ReadArticle read, CommunityScope scope, CurrentMember member, CurrentHoldings held, ITiers tiers, HttpContext http)
    {
        var community = scope.Required;
        var article = await read.BySlugOrIdAsync(community, slug, member.Viewer, http.RequestAborted) ?? throw Refused.NotFound();
        if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, article.TagsIn(community));
        var mayWrite = member.IsSignedIn
            && (await held.GetAsync(http.RequestAborted)).Permissions.Contains(Permissions.WriteContent);
        return TypedResults.Ok(
            ArticleDocument.Of(community.Slug, article,
                mayWrite ? await WritingAsync(community.Id, article.Setting, tiers, http.RequestAborted) : null));
    }

    private static async Task<ArticleWritingDocument> WritingAsync(
        long communityId, ArticleSetting setting, ITiers tiers, CancellationToken cancel) =>
        ArticleWritingDocument.Of(setting, setting.TierId is { } tier ? await tiers.FindAsync(communityId, tier, cancel) : null);

    private static Task<NoContent> CountReadAsync(long id, CountRead count, CommunityScope scope, CurrentMember member, HttpContext http) =>
        CountAsync(id, false, count, scope, member, http);

    private static Task<NoContent> CountWallAsync(long id, CountRead count, CommunityScope scope, CurrentMember member, HttpContext http) =>
        CountAsync(id, true, count, scope, member, http);

    private static async Task<NoContent> CountAsync(
        long id, bool atWall, CountRead count, CommunityScope scope, CurrentMember member, HttpContext http)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{http.Connection.RemoteIpAddress} {http.Request.Headers.UserAgent}");
        await count.RunAsync(scope.Required, id, atWall, member.Viewer, address, http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Created<ArticleCreated>> CreateAsync(
        ArticleInput input, CreateArticle create, ReadArticle read, CommunityScope scope, CurrentMember member, TimeProvider time,
        HttpContext http)
    {
        var id = await create.RunAsync(input.ToText(scope.Required), member.RequireId(),
            input.Publish == true ? time.GetUtcNow().UtcDateTime : null, http.RequestAborted);
        var slug = await read.SlugOfAsync(id, http.RequestAborted) ?? throw Refused.NotFound();
        return TypedResults.Created(Redirects.Encode($"/api/communities/{scope.Required.Slug}/articles/{id}"),
            new ArticleCreated(id, ArticlePaths.Of(scope.Required.Slug, slug)));
    }

    private static async Task<NoContent> ReviseAsync(
        long id, ArticleInput input, ReviseArticle revise, CommunityScope scope, CurrentMember member, HttpContext http)
    {
        var version = input.Version ?? throw Refused.AtField("version", "version_missing", "Name the version that you have read.");
        await revise.RunAsync(id, version, input.ToText(scope.Required), member.RequireId(), http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> PublishAsync(
        long id, PublicationRequest? wanted, PublishArticle publish, SchedulePublication schedule, CurrentMember member, HttpContext http)
    {
        if (wanted?.At is { } at)
            await schedule.RunAsync(id, at, wanted.Zone, member.RequireId(), http.RequestAborted);
        else
            await publish.RunAsync(id, member.RequireId(), http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> WithdrawAsync(
        long id, WithdrawArticle withdraw, SchedulePublication schedule, CurrentMember member, HttpContext http)
    {
        await schedule.CancelAsync(id, http.RequestAborted);
        await withdraw.RunAsync(id, member.RequireId(), http.RequestAborted);
        return TypedResults.NoContent();
    }
}

/// <param name="At">Wall clock, such as 2027-03-01T09:00; null publishes now.</param>
/// <param name="Zone">IANA name; null for the community's.</param>
public sealed record PublicationRequest(string? At = null, string? Zone = null);
