using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Memberships.Members;

/// <param name="Until">UTC, exclusive; null for no end.</param>
public sealed record GiftBody(long? TierId, DateTimeOffset? Until, string? Note);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record MemberRows(IReadOnlyList<MemberRow> Items, long? Next);

/// <param name="Email">Empty for somebody whom others brought into the community.</param>
public sealed record MemberStanding(
    long Id, string Name, string Email, long? TierId, string? Tier, DateTime? Until, IReadOnlyList<string> Roles);

public sealed record MemberGrants(MemberStanding Member, IReadOnlyList<GrantRow> Grants);

internal static class MembersApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/api/communities/{community}/members").WithTags("Members").RequirePermission(Permissions.ManageMembers);
        var reads = members.MapGroup("").RequireScope("members:read");
        reads.MapGet("", ListAsync)
            .WithName("ListMembers").WithSummary("Members of the community, fifty at a time; go on with `after` from `next`.");
        reads.MapGet("/{id:long}/grants", GrantsAsync).WithName("ListGrants").WithSummary("All that the access ledger says about one member.");

        var writes = members.MapGroup("").RequireScope("members:write");
        writes.MapPost("/{id:long}/gifts", GiveAsync).WithName("GiveGift").WithSummary("Gives a membership that nobody paid for.");
        writes.MapDelete("/{id:long}/gifts/{gift:long}",
            async (long id, long gift, TakeBackGift takeBack, CurrentMember member, CancellationToken cancel, string? reason = null) =>
        {
            await takeBack.RunAsync(gift, reason, member.RequireId(), cancel);
            return TypedResults.NoContent();
        }).WithName("TakeBackGift").WithSummary("Ends a gift from now on.");
        writes.MapPut("/{id:long}/roles/{role}", async (long id, string role, AppointMember appoint, CancellationToken cancel) =>
        {
            await appoint.RunAsync(id, role, cancel);
            return TypedResults.NoContent();
        }).RequirePermission(Permissions.ManageRoles).WithName("AppointMember").WithSummary("Gives a role of the community: owner, moderator, author, or one of its own.");
        writes.MapDelete("/{id:long}/roles/{role}", async (long id, string role, DismissMember dismiss, CancellationToken cancel) =>
        {
            await dismiss.RunAsync(id, role, cancel);
            return TypedResults.NoContent();
        }).RequirePermission(Permissions.ManageRoles).WithName("DismissMember").WithSummary("Takes a role away.");
    }

    private static async Task<MemberRows> ListAsync(
        MemberList list, CancellationToken cancel, string? q = null, long? tier = null, long? after = null)
    {
        var page = await list.ReadAsync(q, tier, after, cancel);
        return new MemberRows(page.Items, page.Next);
    }

    private static async Task<MemberGrants> GrantsAsync(long id, MemberRecords records, CancellationToken cancel)
    {
        var record = await records.ReadAsync(id, cancel);
        var standing = new MemberStanding(
            id, record.Member.Name, record.Member.Email, record.Holdings.HighestTierId, record.Tier, record.Holdings.Until,
            record.Holdings.Roles);
        return new MemberGrants(standing, record.Grants);
    }

    private static async Task<Created> GiveAsync(
        long id, GiftBody body, GiveGift give, CommunityScope scope, CurrentMember member, CancellationToken cancel)
    {
        await give.RunAsync(id.ToString(CultureInfo.InvariantCulture), body.TierId, body.Until?.UtcDateTime, body.Note,
            member.RequireId(), cancel);
        return TypedResults.Created(Redirects.Encode($"/api/communities/{scope.Required.Slug}/members/{id}/grants"));
    }
}
