using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Content.Reading;
using Guildhall.Content.Search;
using Guildhall.Content.Writing;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Content;

/// <summary>Articles for programs: the same operations and the same gate as the pages.</summary>
internal static class Api
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/communities/{community}").WithTags("Articles").AllowAnonymous();
        read.MapGet("/articles", ListAsync).WithName("ListArticles").WithSummary("Public articles, newest first; go on with `after` from `next`.");
        read.MapGet("/articles/{slug}", GetAsync).WithName("GetArticle").WithSummary("One article. `html` is the whole or, where `access.allowed` is false, the free preview. `writing` is for those who may write here.");
        read.MapGet("/search", SearchAsync).WithName("SearchArticles").WithSummary("Articles by words; only parts that the caller may read are looked at.");
        read.MapPost("/articles/{id:long}/reads", CountAsync).WithName("CountRead").WithSummary("Says that the article was read; counted once a day for each reader.");

        var write = routes.MapGroup("/api/communities/{community}/articles").WithTags("Articles").RequireScope("articles:write").RequirePermission(Permissions.WriteContent);
        write.MapPost("", CreateAsync).WithName("CreateArticle").WithSummary("A new article, as a draft or published at once.");
        write.MapPut("/{id:long}", ReviseAsync).WithName("ReviseArticle").WithSummary("Saves the article anew; `version` is the one that was read, and who may read it stays where `access` is null.");
        write.MapPut("/{id:long}/publication", PublishAsync).WithName("PublishArticle").WithSummary("Shows a draft, or shows again what was withdrawn; with `at` at that time of the wall clock in `zone` or the community.");
        write.MapDelete("/{id:long}/publication", WithdrawAsync).WithName("WithdrawArticle").WithSummary("Takes the article out of sight, or its planned publication back.");
    }

    private static async Task<Ok<ArticlePageDocument>> ListAsync(
        string? space, string? after, int? limit, ArticleLists lists, CommunityScope scope, CurrentMember member, IAccess access, TimeProvider time, HttpContext http)
    {
        var cancel = http.RequestAborted;
        var community = scope.Required;
        var spaceId = space is null ? (long?)null : community.Space(space)?.Id ?? throw Refused.NotFound();
        var holdings = await access.HoldingsAsync(member.Viewer, community.Id, time.GetUtcNow().UtcDateTime, cancel);
        var page = await lists.PageAsync(community, holdings, spaceId, ListKey.Parse(after), Paging.Limit(limit ?? 20), cancel);
        if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, VisitorPages.CommunityTag(community.Id), spaceId is { } one ? VisitorPages.SpaceTag(one) : VisitorPages.ListsTag(community.Id));
        return TypedResults.Ok(new ArticlePageDocument([.. page.Items.Select(c => ArticleSummary.Of(c, community.Space(c.SpaceId)?.Slug))], page.Next?.ToString()));
    }

    private static async Task<Ok<ArticleDocument>> GetAsync(
        string slug, ReadArticle read, CommunityScope scope, CurrentMember member, IAccess access, ITiers tiers, TimeProvider time, HttpContext http)
    {
        var community = scope.Required;
        var article = await read.RunAsync(community, slug, member.Viewer, http.RequestAborted) ?? throw Refused.NotFound();
        if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, article.TagsIn(community));
        var mayWrite = member.IsSignedIn
            && (await access.HoldingsAsync(member.Viewer, community.Id, time.GetUtcNow().UtcDateTime, http.RequestAborted)).Permissions.Contains(Permissions.WriteContent);
        return TypedResults.Ok(ArticleDocument.Of(community.Slug, article, mayWrite ? await WritingAsync(community.Id, article.Setting, tiers, http.RequestAborted) : null));
    }

    private static async Task<ArticleWritingDocument> WritingAsync(long communityId, ArticleSetting setting, ITiers tiers, CancellationToken cancel) =>
        ArticleWritingDocument.Of(setting, setting.TierId is { } tier ? await tiers.FindAsync(communityId, tier, cancel) : null);

    private static async Task<Ok<SearchDocument>> SearchAsync(
        string? q, int? page, SearchArticles search, CommunityScope scope, CurrentMember member, IAccess access, TimeProvider time, HttpContext http)
    {
        var community = scope.Required;
        var holdings = await access.HoldingsAsync(member.Viewer, community.Id, time.GetUtcNow().UtcDateTime, http.RequestAborted);
        var result = await search.RunAsync(community, holdings, q, page ?? 1, http.RequestAborted);
        return TypedResults.Ok(SearchDocument.Of(community, result));
    }

    private static async Task<NoContent> CountAsync(long id, CountRead count, CommunityScope scope, CurrentMember member, HttpContext http)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{http.Connection.RemoteIpAddress} {http.Request.Headers.UserAgent}");
        await count.RunAsync(scope.Required, id, member.Viewer, address, http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Created<ArticleCreated>> CreateAsync(ArticleInput input, CreateArticle create, CommunityScope scope, CurrentMember member, TimeProvider time, HttpContext http)
    {
        var id = await create.RunAsync(input.ToText(scope.Required), member.RequireId(), input.Publish == true ? time.GetUtcNow().UtcDateTime : null, http.RequestAborted);
        return TypedResults.Created(Redirects.Encode($"/api/communities/{scope.Required.Slug}/articles/{id}"), new ArticleCreated(id));
    }

    private static async Task<NoContent> ReviseAsync(long id, ArticleInput input, ReviseArticle revise, CommunityScope scope, CurrentMember member, HttpContext http)
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
