using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Insights;

/// <summary>The numbers of a community, reckoned from the three ledgers.</summary>
public sealed class InsightsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddScoped<ReadFigures>();

    public void MapEndpoints(IEndpointRouteBuilder routes) => InsightsApi.Map(routes);

    public IEnumerable<PermissionInfo> Permissions =>
        [new(Names.ReadInsights, "view insights") { Scopes = ["insights:read"] }];

    public IEnumerable<TokenScope> TokenScopes => [new("insights:read", "View insights")];

    public IEnumerable<MenuEntry> Menu =>
        [new MenuEntry("Insights", "/c/{community}/manage/insights", "chart", MenuPlace.Manage, 10, Names.ReadInsights)];
}
