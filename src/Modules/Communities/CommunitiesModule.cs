using System.CommandLine;
using Guildhall.Communities.Checklists;
using Guildhall.Communities.Demo;
using Guildhall.Communities.Home;
using Guildhall.Communities.Opening;
using Guildhall.Communities.Rules;
using Guildhall.Communities.Settings;
using Guildhall.Communities.Setup;
using Guildhall.Communities.Shells;
using Guildhall.Communities.Spaces;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
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

        services.AddSingleton<MenuEntries>();
        services.AddScoped<CurrentHoldings>();
        services.AddScoped<IShell, RequestShell>();

        services.AddScoped<SetupLinks>();
        services.AddScoped<ISetup>(s => s.GetRequiredService<SetupLinks>());
        services.AddSingleton<SealedPassword>();
        services.AddScoped<SetUpInstallation>();
        services.AddScoped<OpenCommunity>();

        services.AddScoped<ReadHome>();
        services.AddScoped<ChangeCommunity>();
        services.AddScoped<ChangeRules>();
        services.AddScoped<ReadChecklist>();
        services.AddScoped<ChangeStep>();

        services.AddScoped<SpaceAccess>();
        services.AddScoped<EnsureSpace>();
        services.AddScoped<CreateSpace>();
        services.AddScoped<ChangeSpace>();
        services.AddScoped<MoveSpace>();
        services.AddScoped<ArchiveSpace>();
        services.AddScoped<TakeBackSpace>();
        services.AddScoped<RemoveUnusedSpace>();

        services.AddScoped<FillDemo>();
        services.AddScoped<FillCommunity>();
        services.AddScoped<DemoPeople>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new ChecklistStepMapping())
        .ApplyConfiguration(new CommunityMapping())
        .ApplyConfiguration(new InstallationMapping())
        .ApplyConfiguration(new SetupLinkMapping())
        .ApplyConfiguration(new SpaceMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes) => Api.Map(routes);

    public IEnumerable<Command> Verbs(Cli cli) => [DemoVerb.Command(cli)];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Rules", "/c/{community}/rules", "shield", MenuPlace.Community, 90),
        new("Set-up", "/c/{community}/manage", "flag", MenuPlace.Manage, 0, Permissions.ManageCommunity),
        new("Spaces", "/c/{community}/manage/spaces", "column", MenuPlace.Manage, 20, Permissions.ManageCommunity),
        new("Rules", "/c/{community}/manage/rules", "shield", MenuPlace.Manage, 85, Permissions.ManageCommunity),
        new("Settings", "/c/{community}/manage/settings", "settings", MenuPlace.Manage, 90, Permissions.ManageCommunity),
        new("Open a community", "/communities/new", "plus", MenuPlace.Account, 80, Permissions.Operate),
    ];
}
