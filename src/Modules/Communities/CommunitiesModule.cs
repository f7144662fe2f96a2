using Guildhall.Communities.Setup;
using Guildhall.Communities.Shells;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Communities;

/// <summary>Set-up of the installation, communities, their spaces, rules and checklist, and what surrounds every page.</summary>
public sealed class CommunitiesModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CommunityCache>();
        services.AddSingleton<IFollowActivities>(s => s.GetRequiredService<CommunityCache>());
        services.AddScoped<ICommunities, CommunityDirectory>();
        services.AddScoped<EnsureSpace>();

        services.AddSingleton<MenuEntries>();
        services.AddScoped<IShell, RequestShell>();

        services.AddScoped<SetupLinks>();
        services.AddScoped<ISetup>(s => s.GetRequiredService<SetupLinks>());
    }
}
