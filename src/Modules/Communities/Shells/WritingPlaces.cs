using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Places;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Communities.Shells;

/// <summary>Where the viewer may write, for the palette of every page and for programs.</summary>
internal static class WritingPlaces
{
    public static void Map(RouteGroupBuilder community) =>
        community.MapGet("/writing", GetAsync).AllowAnonymous().WithName("ListWritingPlaces")
            .WithSummary("The spaces in which the caller may write, in the order of the menu, with the page on which they do.");

    private static async Task<Ok<WritingDocument>> GetAsync(
        string community, CommunityScope scope, SpaceKinds kinds, CurrentHoldings held, Texts t, HttpContext http)
    {
        var (info, holdings) = (scope.Required, await held.GetAsync(http.RequestAborted));
        http.Response.Headers.CacheControl = "private, max-age=60";
        return TypedResults.Ok(new WritingDocument(
            [.. kinds.Shown(info).Where(holdings.MayPostIn)
                .Select(s => new WritingPlace(t["Write in {0}", s.Name], kinds.Find(s.Kind)!.WriteIn(info, s)))]));
    }
}

/// <summary>Where somebody may write.</summary>
public sealed record WritingDocument(IReadOnlyList<WritingPlace> Items);

/// <param name="Title">In the caller's language.</param>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
public sealed record WritingPlace(string Title, string Path);
