using Guildhall.Kernel.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Insights;

/// <summary>The table of contents.</summary>
public sealed class InsightsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration) { }
}
