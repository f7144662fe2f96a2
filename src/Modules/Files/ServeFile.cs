using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Files;

/// <summary>Answers with a file whose gate was asked: whole, or the range that was asked for (RFC 9110, 14; If-Range, 13.1.5).</summary>
internal sealed class ServeFile(AppDb db, Blobs blobs, CurrentMember member, IHttpContextAccessor http)
{
    private const string Open = "public, max-age=300", OpenToMember = "private, max-age=300", Closed = "private, no-store";

    /// <param name="width">Of a picture the width that is wanted, in points; <c>null</c> for the widest.</param>
    public async Task<IResult> RunAsync(OwnedFile file, FileAudience audience, int? width, CancellationToken cancel)
    {
        var sha256 = width is { } wanted ? await FormOfAsync(file, wanted, cancel) : file.Sha256;
        // A range and a tag are of the bytes as they lie there, so nothing on their way may be packed.
        http.HttpContext!.Request.Headers.Remove(HeaderNames.AcceptEncoding);
        var answer = await blobs.ServeAsync(sha256, file.MediaType, cancel) ?? throw Refused.NotFound();
        var headers = http.HttpContext.Response.Headers;
        headers.CacheControl = audience != FileAudience.Everyone ? Closed : member.IsSignedIn ? OpenToMember : Open;
        headers.ContentDisposition = file.MediaType.StartsWith("image/", StringComparison.Ordinal)
            ? ContentDisposition.Inline(file.Name) : ContentDisposition.Attachment(file.Name);
        // Whatever it is, it is no page of this site.
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        return answer;
    }

    /// <summary>The narrowest form that is as wide as is wanted, else the widest.</summary>
    private async Task<string> FormOfAsync(OwnedFile file, int wanted, CancellationToken cancel) =>
        await db.Set<PictureForm>().AsNoTracking().Where(f => f.FileId == file.Id && f.Width >= wanted).OrderBy(f => f.Width)
            .Select(f => f.Sha256).FirstOrDefaultAsync(cancel) ?? file.Sha256;
}
