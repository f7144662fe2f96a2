using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Memberships.Profiles;

/// <summary>A member's page for programs.</summary>
internal static class ProfileApi
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/communities/{community}/members/{handle}", GetAsync).AllowAnonymous().WithTags("Members")
            .WithName("GetMemberProfile").WithSummary("A member as others see them, by handle.").ProducesProblem(404);

    private static async Task<Ok<MemberProfileDocument>> GetAsync(
        string handle, ReadMember read, CommunityScope scope, CancellationToken cancel)
    {
        var profile = await read.FindAsync(handle, cancel) ?? throw Refused.NotFound();
        return TypedResults.Ok(new MemberProfileDocument(
            profile.MemberId, profile.Handle, profile.Name, profile.BioHtml, profile.Links,
            ProfilePaths.Of(scope.Required.Slug, profile.Handle), profile.Face, profile.Cover));
    }
}

/// <param name="BioHtml">Sanitised.</param>
/// <param name="Url">Of the page.</param>
/// <param name="Avatar">Address of their picture; null without one.</param>
/// <param name="Cover">Address of the picture across the top of their page; null where one is drawn.</param>
public sealed record MemberProfileDocument(
    long Id, string Handle, string Name, string BioHtml, IReadOnlyList<string> Links, string Url, string? Avatar, string? Cover);

internal static class ProfilePaths
{
    public static string Of(string community, string handle) => MemberPaths.Of(community, handle);

    public static string Wall(string community) => $"/c/{community}/members";
}
