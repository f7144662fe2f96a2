using System.CommandLine;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Web.Operations;

namespace Guildhall.Web;

/// <summary>What belongs to the program as a whole: health, preferences, frames, the outbox as its operator sees it.</summary>
public sealed class WebModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<RetryDelivery>();
        services.AddScoped<Operations.Backups.WriteBackup>();
        services.AddScoped<Operations.Backups.RestoreBackup>();
        services.AddScoped<Operations.Databases.CheckDatabase>();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        Preferences.Map(routes);
        DiagramFrame.Map(routes);
        OutboxApi.Map(routes);
    }

    public IEnumerable<MenuEntry> Menu =>
        [new("Outbox", "/operate/outbox", "refresh", MenuPlace.Account, 90, Permissions.Operate)];

    public IEnumerable<PageSources> ContentSources(IServiceProvider services) => [DiagramFrame.Sources];

    public IEnumerable<Command> Verbs(Cli cli) => [];
}
