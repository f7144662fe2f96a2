using System.Globalization;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Resources.Library;
using Guildhall.Resources.Publishing;
using Guildhall.Resources.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Resources;

/// <summary>Resources for programs, and the download of pages: the same operations and the same gate.</summary>
internal static class Api
{
    private const string Bytes = "application/octet-stream";
    private const long MaxRequest = 1024L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/c/{community}/resources/{id:long}/file", DownloadAsync).AllowAnonymous().ExcludeFromDescription();

        var read = routes.MapGroup("/api/communities/{community}/resources").WithTags("Resources").AllowAnonymous();
        read.MapGet("", ListAsync).WithName("ListResources").WithSummary("Files of the libraries, newest first; go on with `after` from `next`, search with `q`.");
        read.MapGet("/{id:long}", GetAsync).WithName("GetResource").WithSummary("One resource with its versions; `allowed` says whether its file may be had.");
        read.MapGet("/{id:long}/file", FileAsync).WithName("DownloadResource").WithSummary("The file, or a range of it; `version` for an earlier one. Counted once a day for each reader.");

        // Whoever may post, posts: the operations ask the gate themselves, and a token must have been given the scope.
        var write = routes.MapGroup("/api/communities/{community}/resources").WithTags("Resources").RequireScope("articles:write");
        write.MapPost("", PublishAsync).WithName("PublishResource").WithSummary("Adds the body as a file to a library (application/octet-stream); what is said of it stands in the address.")
            .Accepts<byte[]>(Bytes).WithMetadata(new RequestSizeLimitAttribute(MaxRequest)).ProducesProblem(413).ProducesProblem(422);
        write.MapPost("/{id:long}/versions", AddVersionAsync).WithName("AddResourceVersion").WithSummary("The body is the next version of the file.")
            .Accepts<byte[]>(Bytes).WithMetadata(new RequestSizeLimitAttribute(MaxRequest)).ProducesProblem(413).ProducesProblem(422);
        write.MapPut("/{id:long}", ReviseAsync).WithName("ReviseResource").WithSummary("Says anew what the file is.").ProducesProblem(422);
        write.MapPut("/{id:long}/publication", ShowAsync).WithName("ShowResource").WithSummary("Shows again what was withdrawn.");
        write.MapDelete("/{id:long}/publication", WithdrawAsync).WithName("WithdrawResource").WithSummary("Takes it out of sight.");
        write.MapDelete("/{id:long}", RemoveAsync).WithName("RemoveResource").WithSummary("Removes what was withdrawn for good, with its files.").ProducesProblem(409);
    }

    /// <summary>Whoever may not have the file is led to the page that says what opens it.</summary>
    private static async Task<IResult> DownloadAsync(
        string community, long id, int? version, DownloadResource download, CommunityScope scope, CurrentMember member, HttpContext http) =>
        await download.RunAsync(scope.Required, id, version, member.Viewer, AddressOf(http), http.RequestAborted)
            ?? Redirects.To(ResourcePaths.Of(community, id));

    private static async Task<IResult> FileAsync(
        string community, long id, int? version, DownloadResource download, CommunityScope scope, CurrentMember member, HttpContext http) =>
        await download.RunAsync(scope.Required, id, version, member.Viewer, AddressOf(http), http.RequestAborted)
            ?? throw Refused.NotFound();

    private static async Task<Ok<ResourceListDocument>> ListAsync(
        string community, string? space, string? q, string? after, int? limit, ResourceLists lists, CommunityScope scope,
        CurrentHoldings held, CancellationToken cancel)
    {
        var spaceId = space is null ? (long?)null : scope.Required.Library(space)?.Id ?? throw Refused.NotFound();
        var behind = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : (long?)null;
        var page = await lists.PageAsync(
            scope.Required, await held.GetAsync(cancel), spaceId, q, behind, Paging.Limit(limit ?? 20), cancel);
        return TypedResults.Ok(new ResourceListDocument(
            [.. page.Items.Select(c => ResourceSummary.Of(c, scope.Required))], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<ResourceDocument>> GetAsync(
        string community, long id, ReadResource read, CommunityScope scope, CurrentMember member, CancellationToken cancel) =>
        TypedResults.Ok(ResourceDocument.Of(await read.RunAsync(scope.Required, id, member.Viewer, cancel), scope.Required));

    private static async Task<Created<ResourceCreated>> PublishAsync(
        string community, string? space, string? title, string? description, string? licence, string? licenceText, string? tier,
        string? name, string? version, HttpRequest request, PublishResource publish, CancellationToken cancel)
    {
        var id = await publish.RunAsync(space, new ResourceDraft(title, description, licence, licenceText, tier),
            new NewFile(request.Body, name, version), cancel);
        return TypedResults.Created(Redirects.Encode($"/api/communities/{community}/resources/{id}"),
            new ResourceCreated(id, ResourcePaths.Of(community, id)));
    }

    private static async Task<NoContent> AddVersionAsync(
        string community, long id, string? name, string? version, HttpRequest request, ReviseResource revise, CancellationToken cancel)
    {
        await revise.RunAsync(id, null, null, new NewFile(request.Body, name, version), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ReviseAsync(
        string community, long id, ResourceInput input, ReviseResource revise, CancellationToken cancel)
    {
        await revise.RunAsync(id, input.Edition,
            new ResourceDraft(input.Title, input.Description, input.Licence, input.LicenceText, input.Tier), null, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ShowAsync(string community, long id, WithdrawResource withdraw, CancellationToken cancel)
    {
        await withdraw.ShowAgainAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> WithdrawAsync(string community, long id, WithdrawResource withdraw, CancellationToken cancel)
    {
        await withdraw.RunAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveAsync(string community, long id, WithdrawResource withdraw, CancellationToken cancel)
    {
        await withdraw.RemoveAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static string AddressOf(HttpContext http) =>
        string.Create(CultureInfo.InvariantCulture, $"{http.Connection.RemoteIpAddress} {http.Request.Headers.UserAgent}");
}
