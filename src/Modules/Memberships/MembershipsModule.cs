using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Explaining;
using Guildhall.Memberships.Joining;
using Guildhall.Memberships.Members;
using Guildhall.Memberships.Own;
using Guildhall.Memberships.Tiers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
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
        services.AddScoped<Grants>();
        services.AddScoped<IRoleHolders, RoleHolders>();
        services.AddHeardBy<MembershipGranted, MembershipsHeard>(Permissions.ManageMembers);
        services.AddHeardBy<MembershipRevoked, MembershipsHeard>(Permissions.ManageMembers);
        services.AddScoped<IGrants>(s => s.GetRequiredService<Grants>());
        services.AddScoped<IJoining, JoinCommunity>();
        services.AddScoped<TierCatalogue>();
        services.AddScoped<ITiers>(s => s.GetRequiredService<TierCatalogue>());
        services.AddScoped<IMemberships, TierStandings>();
        services.AddScoped<CreateTier>();
        services.AddScoped<ReviseTier>();
        services.AddScoped<ArchiveTier>();
        services.AddScoped<OfferTierAgain>();

        services.AddScoped<PeopleHere>();
        services.AddScoped<MemberList>();
        services.AddScoped<MemberRecords>();
        services.AddScoped<GiveGift>();
        services.AddScoped<TakeBackGift>();
        services.AddScoped<AppointMember>();
        services.AddScoped<DismissMember>();
        services.AddScoped<OwnMemberships>();

        services.AddScoped<ExplainAccess>();
        services.AddScoped<FindMembers>();
        services.AddScoped<DocumentTitles>();
        services.AddScoped<IDocuments, OwnDocuments>();
        services.AddScoped<ReasonText>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new AppointmentMapping())
        .ApplyConfiguration(new GiftMapping())
        .ApplyConfiguration(new GrantMapping())
        .ApplyConfiguration(new PriceMapping())
        .ApplyConfiguration(new RevocationMapping())
        .ApplyConfiguration(new TierArchivalMapping())
        .ApplyConfiguration(new TierMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        TiersApi.Map(routes);
        MembersApi.Map(routes);
        AccessApi.Map(routes);
        OwnApi.Map(routes);
    }

    public IEnumerable<MenuEntry> Menu =>
    [
        new MenuEntry("Membership", "/c/{community}/tiers", "star", MenuPlace.Community, 20),
        new MenuEntry("Members", "/c/{community}/manage/members", "users", MenuPlace.Manage, 30, Permissions.ManageMembers),
        new MenuEntry("Why can they see it?", "/c/{community}/manage/access", "eye", MenuPlace.Manage, 31, Permissions.ManageMembers),
        new MenuEntry("Tiers", "/c/{community}/manage/tiers", "star", MenuPlace.Manage, 40, Permissions.ManageCommunity),
        new MenuEntry("My memberships", "/account/memberships", "star", MenuPlace.Account, 30),
    ];
}
