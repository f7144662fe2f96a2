using Guildhall.Discussions.Attachments;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Discussions.Api;

/// <summary>Files and pictures for texts that are being written.</summary>
internal static class AttachmentsApi
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/communities/{community}/attachments", BringAsync).WithTags("Topics").RequireScope(TopicsApi.Scope)
            .WithName("BringAttachment").WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .WithSummary("Takes in a file, which is the body of the request, by its `name`. Put `markdown` into a topic, a reply or a comment within a day: then it belongs to that, and whoever reads that has it.")
            .ProducesProblem(413).ProducesProblem(422);

    // The limit of the installation is lower and is said at the file.
    private const long MostBytes = 1L << 30;

    private static async Task<Created<AttachmentDocument>> BringAsync(
        string community, string? name, HttpContext http, BringAttachment bring, CancellationToken cancel) =>
        Answer(await bring.RunAsync(http.Request.Body, name, cancel));

    private static Created<AttachmentDocument> Answer(KeptFile file) =>
        TypedResults.Created(Redirects.Encode(file.Path), AttachmentDocument.Of(file));
}

/// <param name="Markdown">What shows or links it in a text.</param>
/// <param name="Size">Bytes.</param>
public sealed record AttachmentDocument(string Code, string Url, string Name, string MediaType, long Size, string Markdown)
{
    internal static AttachmentDocument Of(KeptFile file)
    {
        // A picture whose name would end its words is called by nothing.
        var words = string.Concat(file.Name.Where(c => c is not ('[' or ']' or '\\' or '`' or '<' or '>' or '!')));
        var link = $"[{words}]({file.Path.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})";
        return new(file.Code, file.Path, file.Name, file.MediaType, file.Size,
            file.MediaType.StartsWith("image/", StringComparison.Ordinal) ? "!" + link : link);
    }
}
