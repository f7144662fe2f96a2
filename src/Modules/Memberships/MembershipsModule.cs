using Guildhall.Kernel.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Memberships;

/// <summary>The table of contents.</summary>
public sealed class MembershipsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration) { }
}
