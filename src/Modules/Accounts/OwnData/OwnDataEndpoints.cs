using System.Globalization;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Accounts.OwnData;

/// <summary>A member's own data, for the page and for programs.</summary>
internal static class OwnDataEndpoints
{
    public const string Action = "/account/data/archive";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Action, (
            [FromForm] bool? all, WriteArchive write, CurrentMember member, TimeProvider time, CancellationToken cancel) =>
            DownloadAsync(write, member, time, cancel)).RequireAuthorization().ExcludeFromDescription();
        routes.MapGet("/api/me/data", DownloadAsync).RequireScope("account:read").WithTags("Account").WithName("DownloadOwnData")
            .WithSummary("All that is kept of the member, as a ZIP with a JSON file for each table and the files that they uploaded.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip");
    }

    private static async Task<IResult> DownloadAsync(
        WriteArchive write, CurrentMember member, TimeProvider time, CancellationToken cancel) => TypedResults.File(
            await write.RunAsync(member.RequireId(), cancel), "application/zip",
            string.Create(CultureInfo.InvariantCulture, $"my-data-{time.GetUtcNow():yyyy-MM-dd}.zip"));
}
