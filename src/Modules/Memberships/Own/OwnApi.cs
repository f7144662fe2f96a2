using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Memberships.Own;

internal static class OwnApi
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/me/memberships",
            (OwnMemberships memberships, CurrentMember member, CancellationToken cancel) =>
                memberships.ReadAsync(member.RequireId(), cancel))
            .RequireScope("account:read").WithTags("Members").WithName("ListOwnMemberships").WithSummary("What the caller holds in every community.");
}
