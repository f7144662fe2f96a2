using Guildhall.Kernel.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Content;

/// <summary>The table of contents.</summary>
public sealed class ContentModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration) { }
}
