using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Content.Import;

/// <summary>Imports for programs: the steps of the page, one by one.</summary>
internal static class ImportApi
{
    private const long MaxRequest = 200L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/api/communities/{community}/imports").WithTags("Imports").RequireScope("articles:write").RequirePermission(Permissions.WriteContent);
        imports.MapGet("", async (ImportBatches batches, CancellationToken cancel) =>
            TypedResults.Ok((await batches.ListAsync(cancel)).Select(b => ImportReport.Of(b, [])).ToList()))
            .WithName("ListImports").WithSummary("The newest imports, without their rows.");
        imports.MapGet("/{id:long}", GetAsync).WithName("GetImport").WithSummary("One import with its report, row by row.");
        imports.MapPost("", UploadAsync).WithName("UploadImport").WithSummary("Uploads a zip of a Markdown folder as the body (application/zip); it is checked next. `fetchPictures=true` brings in pictures that lie on other servers, too.")
            .Accepts<byte[]>("application/zip").WithMetadata(new RequestSizeLimitAttribute(MaxRequest));
        imports.MapPost("/{id:long}/intake", StartAsync).WithName("StartImport").WithSummary("Takes a checked import in; one that failed goes on where it stopped. `tiers` says who reads the columns that it makes, `withdrawGone` what becomes of articles whose files are gone.").ProducesProblem(409).ProducesProblem(422);
        imports.MapDelete("/{id:long}/intake", UndoAsync).WithName("UndoImport").WithSummary("Undoes an import as a whole.");
        imports.MapDelete("/{id:long}", DropAsync).WithName("DropImport").WithSummary("Forgets an import of which nothing came in.");
    }

    private static async Task<Ok<ImportReport>> GetAsync(long id, AppDb db, ImportBatches batches, CancellationToken cancel) =>
        TypedResults.Ok(await ImportReport.ReadAsync(db, await batches.FindAsync(id, cancel) ?? throw Refused.NotFound(), cancel));

    private static async Task<Accepted<ImportReport>> UploadAsync(
        string? name, string? source, string? space, bool? fetchPictures, HttpRequest request, UploadImport upload, ImportBatches batches,
        CommunityScope scope, CurrentMember member, CancellationToken cancel)
    {
        var id = await upload.RunAsync(request.Body, string.IsNullOrWhiteSpace(name) ? "import.zip" : name, source, space,
            fetchPictures ?? false, member.RequireId(), cancel);
        return TypedResults.Accepted(Redirects.Encode(PathOf(scope, id)),
            ImportReport.Of(await batches.FindAsync(id, cancel) ?? throw Refused.NotFound(), []));
    }

    private static async Task<Accepted> StartAsync(
        long id, ImportStart? start, DirectImport direct, CommunityScope scope, CancellationToken cancel)
    {
        await direct.StartAsync(id, start?.Tiers is { } tiers ? new ColumnReaders(tiers) : null, start?.WithdrawGone ?? false, cancel);
        return TypedResults.Accepted(Redirects.Encode(PathOf(scope, id)));
    }

    private static async Task<Accepted> UndoAsync(long id, DirectImport direct, CommunityScope scope, CancellationToken cancel)
    {
        await direct.UndoAsync(id, cancel);
        return TypedResults.Accepted(Redirects.Encode(PathOf(scope, id)));
    }

    private static async Task<NoContent> DropAsync(long id, DirectImport direct, CancellationToken cancel)
    {
        await direct.DropAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static string PathOf(CommunityScope scope, long id) => $"/api/communities/{scope.Required.Slug}/imports/{id}";
}

/// <param name="Tiers">By the address of a new column the slug of the tier that reads it; columns that are not named are open.</param>
/// <param name="WithdrawGone">Whether articles are withdrawn whose files are no longer in the folder; they stay unless it is true.</param>
public sealed record ImportStart(IReadOnlyDictionary<string, string>? Tiers, bool? WithdrawGone = null);
