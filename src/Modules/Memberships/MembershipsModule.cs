using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Memberships.Access;
using Guildhall.Memberships.Explaining;
using Guildhall.Memberships.Joining;
using Guildhall.Memberships.Members;
using Guildhall.Memberships.Own;
using Guildhall.Memberships.Profiles;
using Guildhall.Memberships.Restrictions;
using Guildhall.Memberships.Roles;
using Guildhall.Memberships.Seats;
using Guildhall.Memberships.Selling;
using Guildhall.Memberships.Things;
using Guildhall.Memberships.Tiers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Memberships;

/// <summary>Tiers, the access ledger, and the gate.</summary>
public sealed class MembershipsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddScoped<AccessLedger>();
        services.AddScoped<IAccess, Gate>();
        services.AddScoped<Grants>();
        services.AddScoped<IRoleHolders, RoleHolders>();
        services.AddHeardBy<MembershipGranted, MembershipsHeard>(Names.ManageMembers);
        services.AddHeardBy<ThingGranted, MembershipsHeard>(Names.ManageMembers);
        services.AddHeardBy<MembershipRevoked, MembershipsHeard>(Names.ManageMembers);
        services.AddScoped<IGrants>(s => s.GetRequiredService<Grants>());
        services.AddScoped<IJoining, JoinCommunity>();
        services.AddScoped<TierCatalogue>();
        services.AddScoped<ITiers>(s => s.GetRequiredService<TierCatalogue>());
        services.AddScoped<ISellables, SellTiers>();
        services.AddScoped<QuoteTier>();
        services.AddScoped<ISellables, SellSeats>().AddScoped<SetSeatOffer>().AddScoped<TakeSeat>().AddScoped<ManageTeam>();
        services.AddSingleton<JoinLinks>();
        services.AddScoped<NewcomerOffers>();
        services.AddScoped<IMemberships, TierStandings>().AddScoped<IHeldTiers, HeldTiers>();
        services.AddScoped<IEndedRights, EndedRights>();
        services.AddScoped<CreateTier>();
        services.AddScoped<ReviseTier>();
        services.AddScoped<ArchiveTier>();
        services.AddScoped<OfferTierAgain>();

        services.AddScoped<PeopleHere>().AddScoped<NewMembers>();
        services.AddPart<NewMembersTile, CommunityInfo>(Slots.Today, 20, Names.ManageMembers);
        services.AddScoped<MemberList>();
        services.AddScoped<MemberRecords>();
        services.AddScoped<GiveGift>();
        services.AddScoped<TakeBackGift>();
        services.AddScoped<AppointMember>();
        services.AddScoped<DismissMember>();
        services.AddScoped<OwnMemberships>();
        services.AddScoped<CommunityRoles>().AddScoped<ArrangeRoles>();
        services.AddScoped<AddRole>().AddScoped<RenameRole>().AddScoped<RemoveRole>();

        services.AddScoped<RestrictMember>().AddScoped<LiftRestriction>().AddScoped<AnswerRestriction>().AddScoped<ReplyToAnswer>();
        services.AddScoped<ReadRestrictions>().AddScoped<IRestrictions, PlacedRestrictions>();

        services.AddScoped<ReadMember>().AddScoped<IShownMembers>(s => s.GetRequiredService<ReadMember>());
        services.AddPart<AuthorBox, ArticlePlace>(Slots.BelowArticle, 20);

        services.AddScoped<ExplainAccess>();
        services.AddScoped<FindMembers>();
        services.AddScoped<HeldBack>().AddScoped<IThings, AllThings>().AddScoped<IOwnThings, OwnThings>();
        services.AddScoped<ReasonText>();
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.AddScoped<IForget, ForgetMembership>();
        services.Forget(Leaving.Access).Stays<Grant>(Leaving.ByLaw).Stays<Appointment>(Leaving.ByLaw).Stays<Gift>(Leaving.ByLaw)
            .Stays<Seat>(Leaving.ByLaw).Stays<NewcomerOffer>(Leaving.ByLaw);
        services.Forget(Leaving.Care).Stays<Restriction>(Leaving.Checkable);
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new AppointmentMapping())
        .ApplyConfiguration(new GiftMapping())
        .ApplyConfiguration(new GrantMapping())
        .ApplyConfiguration(new NewcomerOfferMapping())
        .ApplyConfiguration(new PriceMapping())
        .ApplyConfiguration(new RestrictionAnswerMapping())
        .ApplyConfiguration(new RestrictionMapping())
        .ApplyConfiguration(new RevocationMapping())
        .ApplyConfiguration(new RoleMapping())
        .ApplyConfiguration(new SeatMapping())
        .ApplyConfiguration(new SeatOfferMapping())
        .ApplyConfiguration(new TeamMapping())
        .ApplyConfiguration(new TierArchivalMapping())
        .ApplyConfiguration(new TierMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        TiersApi.Map(routes);
        MembersApi.Map(routes);
        MembersCsv.Map(routes);
        RolesApi.Map(routes);
        RestrictionsApi.Map(routes);
        ProfileApi.Map(routes);
        AccessApi.Map(routes);
        OwnApi.Map(routes);
        SeatsApi.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions => OwnPermissions.All;

    public IEnumerable<TokenScope> TokenScopes => OwnPermissions.Scopes;

    public IEnumerable<MenuEntry> Menu =>
    [
        new MenuEntry("Membership", "/c/{community}/tiers", "star", MenuPlace.Community, 20),
        new MenuEntry("Members", "/c/{community}/members", "users", MenuPlace.Community, 60),
        new MenuEntry("Members", "/c/{community}/manage/members", "users", MenuPlace.ManageMembers, 30, Names.ManageMembers),
        new MenuEntry("Access check", "/c/{community}/manage/access", "eye", MenuPlace.ManageSettings, 95, Names.ManageMembers),
        new MenuEntry("Roles", "/c/{community}/manage/roles", "shield", MenuPlace.ManageMembers, 32, Names.ManageRoles),
        new MenuEntry("Tiers", "/c/{community}/manage/tiers", "star", MenuPlace.ManageMoney, 40, Names.ManageCommunity),
        new MenuEntry("Seats for teams", "/account/seats", "users", MenuPlace.Account, 31),
        new MenuEntry("My memberships", "/account/memberships", "star", MenuPlace.Account, 30),
    ];
}
