using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Content.Files;

/// <summary>The form below the editor that gives an article its cover; a refusal is told on the error page.</summary>
internal static class CoverEndpoint
{
    private const long MaxRequest = 51L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/c/{community}/manage/articles/{id:long}/cover", async (
                string community, long id, HttpRequest request, SetCover set, CancellationToken cancel) =>
            {
                var form = request.HasFormContentType ? await request.ReadFormAsync(cancel) : FormCollection.Empty;
                await using var content = form.Files["cover"]?.OpenReadStream();
                if (form["deed"] == "remove")
                    await set.RemoveAsync(id, cancel);
                else
                    await set.RunAsync(id, content, cancel);
                return Redirects.To($"{ArticlePaths.Edit(community, id)}?saved=yes");
            })
            .RequirePermission(Permissions.WriteContent).ExcludeFromDescription()
            .WithMetadata(
                new RequireAntiforgeryTokenAttribute(), new RequestSizeLimitAttribute(MaxRequest),
                new RequestFormLimitsAttribute { MultipartBodyLengthLimit = MaxRequest });
}
