using System.CommandLine;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Web.Operations;
using Guildhall.Web.Operations.Queue;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Web;

/// <summary>What belongs to the program as a whole: health, preferences, frames, outbox and work queue for the operator.</summary>
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
        WorkApi.Map(routes);
        WorkCommands.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions =>
        [new(Names.Operate, "operate the site") { Scopes = ["operate"], OfInstallation = true }];

    public IEnumerable<TokenScope> TokenScopes =>
        [new("events:read", "Receive events in real time"), new("operate", "View and operate the system")];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Background jobs", "/operate/outbox", "refresh", MenuPlace.Account, 90, Names.Operate),
        new("Work queue", "/operate/work", "list", MenuPlace.Account, 91, Names.Operate),
    ];

    public IEnumerable<PageSources> ContentSources(IServiceProvider services) => [DiagramFrame.Sources];

    public IEnumerable<Command> Verbs(Cli cli) => [];
}
