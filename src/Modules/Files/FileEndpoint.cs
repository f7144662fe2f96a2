using System.Globalization;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Files;

/// <summary>Serves a file to whom the thing that owns it lets in; to everybody else it does not exist.</summary>
internal static class FileEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/files/{code}/{name}", ServeAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ServeAsync(
        string code, string? w, string? key, HttpContext http, AppDb db, FileAudiences audiences, FileLinks links, CurrentMember member,
        ServeFile serve)
    {
        var cancel = http.RequestAborted;
        // The code alone says which file it is, whatever community it is of, and its owner is asked below.
        var file = await db.Set<OwnedFile>().IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(f => f.Code == code, cancel)
            ?? throw Refused.NotFound();
        var audience = links.IsGood(key, code, member.Viewer) ? FileAudience.Viewer : await audiences.OfAsync(file, member.Viewer, cancel);
        if (audience == FileAudience.Nobody)
            throw Refused.NotFound();
        var width = int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : (int?)null;
        return await serve.RunAsync(file, audience, width, cancel);
    }
}
