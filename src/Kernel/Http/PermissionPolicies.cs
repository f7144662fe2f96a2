using Guildhall.Kernel.Contracts.Memberships;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Http;

/// <summary>
/// Policies of routes: a name of <see cref="Permissions"/> asks the gate about the community of the route (or, without one,
/// whether the viewer owns the installation); "scope:…" asks an API token for that scope, a browser session has all.
/// </summary>
public static class PermissionPolicies
{
    /// <summary>The policy of an API route: signed in, and a token must have been given this scope.</summary>
    public static string Scope(string scope) => "scope:" + scope;

    public static TBuilder RequireScope<TBuilder>(this TBuilder route, string scope) where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(Scope(scope));

    public static TBuilder RequirePermission<TBuilder>(
        this TBuilder route, string permission) where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(permission);

    public static IServiceCollection AddPermissionPolicies(this IServiceCollection services, PermissionCatalogue permissions)
    {
        services.AddScoped<IAuthorizationHandler, AskTheGate>();
        services.AddScoped<IAuthorizationHandler, AskTheToken>();
        var policies = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var permission in permissions.All.Select(p => p.Name))
            policies.AddPolicy(permission, p => p.RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permission)));
        foreach (var scope in permissions.Scopes.Select(s => s.Name))
            policies.AddPolicy(Scope(scope), p => p.RequireAuthenticatedUser().AddRequirements(new ScopeRequirement(scope)));
        return services;
    }

    private sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

    internal sealed record ScopeRequirement(string Scope) : IAuthorizationRequirement;

    private sealed class AskTheGate(IAccess access, CommunityScope community, CurrentMember member, TimeProvider time)
        : AuthorizationHandler<PermissionRequirement>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
        {
            var allowed = community.Current is { } current
                ? (await access.DecideAsync(member.Viewer, Need.Permission(current.Id, requirement.Permission),
                    time.GetUtcNow().UtcDateTime)).Allowed
                : member.IsOwner || (member.Viewer.Scopes is not null && await IsOwnersTokenAsync());
            if (allowed)
                context.Succeed(requirement);
        }

        private async Task<bool> IsOwnersTokenAsync() =>
            member.Viewer.Scopes!.Contains("operate")
            && (await access.HoldingsAsync(member.Viewer, 0, time.GetUtcNow().UtcDateTime)).Permissions.Contains(Permissions.Operate);
    }

    private sealed class AskTheToken(CurrentMember member) : AuthorizationHandler<ScopeRequirement>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
        {
            if (member.Viewer.Scopes is null || member.Viewer.Scopes.Contains(requirement.Scope))
                context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }
}
