using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Tiers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Memberships;

/// <summary>Tiers, the access ledger, and the gate.</summary>
public sealed class MembershipsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<AccessLedger>();
        services.AddScoped<IAccess, Gate>();
        services.AddScoped<IGrants, Grants>();
        services.AddScoped<TierCatalogue>();
        services.AddScoped<ITiers>(s => s.GetRequiredService<TierCatalogue>());
    }
}
