using Guildhall.Kernel.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Communities;

/// <summary>The table of contents.</summary>
public sealed class CommunitiesModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration) { }
}
