using Guildhall.Kernel.Contracts.Communities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Http;

/// <summary>
/// The community that the current request or job works in. Queries of community-owned rows see only its rows; without one they see none.
/// </summary>
public sealed class CommunityScope
{
    /// <summary>0 when there is none.</summary>
    public long Id { get; private set; }

    public CommunityInfo? Current { get; private set; }

    /// <summary>The community of a route that has one in its path.</summary>
    public CommunityInfo Required => Current ?? throw Refused.NotFound();

    public void Enter(CommunityInfo community) => (Id, Current) = (community.Id, community);

    /// <summary>For jobs, which know only the id.</summary>
    public void Enter(long communityId) => (Id, Current) = (communityId, null);
}

public static class CommunityScopeRouting
{
    /// <summary>Routes with <c>{community}</c> enter that community, or answer 404 before anything else looks at them.</summary>
    public static void UseCommunityScope(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetRouteValue("community") is string slug)
        {
            var community = await http.RequestServices.GetRequiredService<ICommunities>().FindAsync(slug, http.RequestAborted);
            if (community is null)
                throw Refused.NotFound();
            http.RequestServices.GetRequiredService<CommunityScope>().Enter(community);
        }
        await next(http);
    });
}
