using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Notifications.Following;

/// <summary>Following a column: a button on its page, and the same for programs.</summary>
internal static class FollowingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/c/{community}/s/{space}/following", async (
                string community, string space, [FromForm] bool follow, CommunityScope scope, CurrentMember member, Follows follows,
                CancellationToken cancel) =>
            {
                await follows.SetAsync(member.RequireId(), Of(scope, space), follow, cancel);
                return Redirects.To($"/c/{community}/s/{space}");
            })
            .RequireAuthorization().ExcludeFromDescription();

        var api = routes.MapGroup("/api/communities/{community}/spaces/{space}/following").WithTags("Notifications").RequireScope("account:write");
        api.MapPut("", (string community, string space, CommunityScope scope, CurrentMember member, Follows follows,
            CancellationToken cancel) =>
            SetAsync(scope, space, member, follows, true, cancel)).WithName("FollowSpace").WithSummary("Be told of new articles in a column.");
        api.MapDelete("", (string community, string space, CommunityScope scope, CurrentMember member, Follows follows,
            CancellationToken cancel) =>
            SetAsync(scope, space, member, follows, false, cancel)).WithName("UnfollowSpace").WithSummary("Be told no more.");
    }

    private static async Task<IResult> SetAsync(
        CommunityScope scope, string space, CurrentMember member, Follows follows, bool follow, CancellationToken cancel)
    {
        await follows.SetAsync(member.RequireId(), Of(scope, space), follow, cancel);
        return TypedResults.NoContent();
    }

    private static Thing Of(CommunityScope scope, string slug) =>
        scope.Required.OpenSpaces.FirstOrDefault(s => s.Slug == slug && s.HoldsArticles) is { } space ? new Thing(Follow.Space, space.Id)
        : throw Refused.NotFound();
}
