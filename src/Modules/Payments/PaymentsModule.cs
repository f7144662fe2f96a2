using Guildhall.Kernel.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments;

/// <summary>The table of contents.</summary>
public sealed class PaymentsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration) { }
}
