using System.CommandLine;
using Guildhall.Communities.Checklists;
using Guildhall.Communities.Demo;
using Guildhall.Communities.Home;
using Guildhall.Communities.Opening;
using Guildhall.Communities.OwnPages;
using Guildhall.Communities.Rules;
using Guildhall.Communities.Settings;
using Guildhall.Communities.Setup;
using Guildhall.Communities.Shells;
using Guildhall.Communities.Spaces;
using Guildhall.Communities.Things;
using Guildhall.Communities.Today;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Communities;

/// <summary>Set-up of the installation, communities, their spaces, rules and checklist, and what surrounds every page.</summary>
public sealed class CommunitiesModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<CommunityCache>();
        services.AddSingleton<IFollowActivities>(s => s.GetRequiredService<CommunityCache>());
        services.AddScoped<ICommunities, CommunityDirectory>();

        services.AddSingleton<MenuEntries>().AddSingleton<KnownFrames>().AddSingleton<SpaceKinds>().AddSingleton<SlotParts>();
        services.AddScoped<IShell, RequestShell>();

        services.AddScoped<SetupLinks>();
        services.AddScoped<ISetup>(s => s.GetRequiredService<SetupLinks>());
        services.AddSingleton<SealedPassword>();
        services.AddScoped<SetUpInstallation>();
        services.AddScoped<OpenCommunity>();

        services.AddScoped<IOwnThings, CommunityThings>();
        services.AddScoped<ReadHome>().AddScoped<KeptTiers>().AddScoped<ReadShelves>().AddScoped<ReadInvitation>();
        services.AddPart<ChecklistTile, CommunityInfo>(Slots.Today, 90, Names.ManageCommunity);
        services.AddScoped<ChangeCommunity>().AddScoped<ChangeLogo>().AddScoped<IFileOwner, Logos>();
        services.AddScoped<ChangeCover>().AddScoped<IFileOwner, Covers>();
        services.AddPart<PlanQuestions, CommunityInfo>(Slots.BelowPlans, 10);
        services.AddScoped<ChangeRules>();
        services.AddScoped<WritePage>().AddScoped<ChangeFootLinks>();
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

        services.AddScoped<FillDemo>().AddScoped<DemoDeeds>();
        services.AddScoped<FillCommunity>().AddScoped<DemoRooms>().AddScoped<DemoSessions>().AddScoped<DemoTalk>().AddScoped<DemoChat>()
            .AddScoped<DemoLibrary>().AddScoped<DemoCourse>();
        services.AddScoped<DemoPeople>().AddScoped<DemoFaces>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new ChecklistStepMapping())
        .ApplyConfiguration(new CommunityMapping())
        .ApplyConfiguration(new CommunityPageMapping())
        .ApplyConfiguration(new InstallationMapping())
        .ApplyConfiguration(new SetupLinkMapping())
        .ApplyConfiguration(new SpaceMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes) => Api.Map(routes);

    public IEnumerable<Command> Verbs(Cli cli) => [DemoVerb.Command(cli)];

    public IEnumerable<PermissionInfo> Permissions =>
    [
        new(Names.ManageCommunity, "manage the community")
        {
            Scopes = ["communities:write", "tiers:write", "members:write"],
            OwnersNeed = true,
        },
    ];

    public IEnumerable<TokenScope> TokenScopes =>
    [
        new("communities:read", "View communities and spaces"), new("communities:write", "Edit communities and spaces"),
    ];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Rules", "/c/{community}/rules", "shield", MenuPlace.Community, 90),
        new("Today", "/c/{community}/manage", "home", MenuPlace.Manage, 0, Names.ManageCommunity),
        new("Launch checklist", "/c/{community}/manage/checklist", "flag", MenuPlace.ManageSettings, 80, Names.ManageCommunity),
        new("Spaces", "/c/{community}/manage/spaces", "column", MenuPlace.ManageContent, 20, Names.ManageCommunity),
        new("Rules", "/c/{community}/manage/rules", "shield", MenuPlace.ManageSettings, 85, Names.ManageCommunity),
        new("Pages and footer", "/c/{community}/manage/pages", "article", MenuPlace.ManageSettings, 87, Names.ManageCommunity),
        new("Settings", "/c/{community}/manage/settings", "settings", MenuPlace.ManageSettings, 90, Names.ManageCommunity),
        new("Open a community", "/communities/new", "plus", MenuPlace.Account, 80, Names.Operate),
    ];
}
