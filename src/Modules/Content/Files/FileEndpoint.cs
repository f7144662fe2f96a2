using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Files;

/// <summary>Serves a file to whom the gate opens an article part that shows it; to everybody else it does not exist.</summary>
internal static class FileEndpoint
{
    // Open files may be kept for a short while; an article that is withdrawn or closed takes its pictures along soon.
    private const string Open = "public, max-age=300", Closed = "private, no-store";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/c/{community}/files/{code}/{name}", ServeAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ServeAsync(
        string code, HttpContext http, AppDb db, CommunityScope scope, CurrentMember member, CurrentHoldings held, FileStore store)
    {
        var cancel = http.RequestAborted;
        var file = await db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Code == code, cancel) ?? throw Refused.NotFound();
        var uses = await UsesAsync(db, file.Id, cancel);
        var community = scope.Required;
        var open = uses.Any(u => u.InPreview
            || ArticleGate.IsOpen(u.Access, u.TierId, community.Space(u.SpaceId)));
        if (!open)
        {
            var holdings = await held.GetAsync(cancel);
            if (!uses.Any(u => holdings.Opens(community, u.Terms))
                && !holdings.Permissions.Contains(Permissions.WriteContent))
                throw Refused.NotFound();
        }

        // Its bytes change when more is taken out of pictures than before, and no date tells of that.
        var answer = await store.ServeAsync(file.Sha256, file.MediaType, cancel) ?? throw Refused.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = open ? member.IsSignedIn ? "private, max-age=300" : Open : Closed;
        headers.ContentDisposition = file.IsPicture ? ContentDisposition.Inline(file.Name) : ContentDisposition.Attachment(file.Name);
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        return answer;
    }

    /// <summary>The ways in which public articles show it: few, however many articles do.</summary>
    private static Task<List<Use>> UsesAsync(AppDb db, long fileId, CancellationToken cancel) => db.Set<ArticleFile>().AsNoTracking()
        .Where(u => u.FileId == fileId)
        .Join(db.Set<Article>().Where(Publication.IsPublic), u => u.ArticleId, a => a.Id,
            (u, a) => new Use(u.InPreview, a.SpaceId, a.Access, a.TierId, a.OfferId == null ? null : a.Id))
        .Distinct()
        .ToListAsync(cancel);

    /// <param name="SoldAlone">The article, where it is sold by itself.</param>
    private sealed record Use(bool InPreview, long SpaceId, ArticleAccess Access, long? TierId, long? SoldAlone)
    {
        public ArticleTerms Terms => new(SoldAlone ?? 0, SpaceId, Access, TierId, SoldAlone);
    }
}
