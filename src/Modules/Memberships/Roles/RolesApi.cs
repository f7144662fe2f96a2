using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Memberships.Roles;

/// <param name="Permissions">What the role carries.</param>
public sealed record RoleResponse(string Slug, string Name, bool IsBuiltIn, IReadOnlyList<string> Permissions);

public sealed record RolesResponse(IReadOnlyList<RoleResponse> Items);

/// <param name="Name">Null leaves it.</param>
/// <param name="Permissions">All that the role shall carry; null leaves it.</param>
public sealed record RoleRequest(string? Name, IReadOnlyList<string>? Permissions);

internal static class RolesApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var roles = routes.MapGroup("/api/communities/{community}/manage/roles").WithTags("Members").RequirePermission(Permissions.ManageRoles);
        roles.MapGet("", async (CommunityRoles list, AppDb db, CancellationToken cancel) =>
                new RolesResponse([.. (await list.ListAsync(db.CommunityId, cancel)).Select(ToResponse)]))
            .RequireScope("members:read").WithName("ListRoles").WithSummary("The roles of the community and what each carries.");
        var writes = roles.MapGroup("").RequireScope("members:write");
        writes.MapPost("", AddAsync).WithName("AddRole").WithSummary("Adds a role of the community's own.");
        writes.MapPatch("/{role}", ChangeAsync).WithName("ChangeRole").WithSummary("Renames a role, or sets what it carries.");
        writes.MapDelete("/{role}", async (string role, RemoveRole remove, CancellationToken cancel) =>
        {
            await remove.RunAsync(role, cancel);
            return TypedResults.NoContent();
        }).WithName("RemoveRole").WithSummary("Removes a role that nobody holds.");
    }

    private static RoleResponse ToResponse(CommunityRole role) =>
        new(role.Slug, role.Name, role.IsBuiltIn, [.. role.Permissions.Order(StringComparer.Ordinal)]);

    private static async Task<IResult> AddAsync(
        RoleRequest body, AddRole add, ArrangeRoles arrange, CommunityRoles list, CommunityScope scope, CancellationToken cancel)
    {
        var slug = await add.RunAsync(body.Name, cancel);
        if (body.Permissions is { Count: > 0 } wanted)
            await arrange.RunAsync([.. wanted.Select(p => new RoleCell(slug, p))], [], cancel);
        return TypedResults.Created(
            Redirects.Encode($"/api/communities/{scope.Required.Slug}/manage/roles"),
            ToResponse((await list.FindAsync(scope.Id, slug, cancel))!));
    }

    private static async Task<IResult> ChangeAsync(
        string role, RoleRequest body, RenameRole rename, ArrangeRoles arrange, CommunityRoles list, CommunityScope scope,
        CancellationToken cancel)
    {
        var before = await list.FindAsync(scope.Id, role, cancel) ?? throw Refused.NotFound();
        if (body.Name is not null)
            await rename.RunAsync(role, body.Name, cancel);
        if (body.Permissions is { } wanted)
            await arrange.RunAsync(
                [.. wanted.Select(p => new RoleCell(role, p))],
                [.. before.Permissions.Except(wanted).Select(p => new RoleCell(role, p))], cancel);
        return TypedResults.Ok(ToResponse((await list.FindAsync(scope.Id, role, cancel))!));
    }
}
