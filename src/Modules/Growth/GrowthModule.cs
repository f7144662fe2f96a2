using Guildhall.Growth.Api;
using Guildhall.Growth.Badges;
using Guildhall.Growth.Boards;
using Guildhall.Growth.Books;
using Guildhall.Growth.Deeds;
using Guildhall.Growth.Levels;
using Guildhall.Growth.Manage;
using Guildhall.Growth.Own;
using Guildhall.Growth.Priority;
using Guildhall.Growth.Program;
using Guildhall.Growth.Rewards;
using Guildhall.Growth.Showing;
using Guildhall.Growth.Tiers;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Growth;

/// <summary>
/// What members' contributions bring them: points in a ledger of their own (decision 46), levels, badges, boards, tiers by contribution and
/// rewards. Off in a community until its owner begins it.
/// </summary>
public sealed class GrowthModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddScoped<PointsGate>().AddScoped<IOwnThings, GrowthThings>().AddScoped<IOptionalMenu, GrowthMenu>();
        services.AddScoped<IBroughtPoints, BroughtPoints>();

        services.AddScoped<TurnDeeds>().AddScoped<ScoreDeeds>().AddScoped<PostDeeds>().AddScoped<ReceivedDeeds>().AddScoped<OtherDeeds>()
            .AddScoped<FoundAuthors>().AddSingleton<KnownVisits>();
        services.AddHandler<KeepDeeds>(Start.Beginning).AddWork<GatherDeeds, GatherPastDeeds>(new WorkOptions { Parallel = 1 });
        services.AddScoped<ReadPoints>().AddScoped<AdjustPoints>().AddScoped<CheckPoints>().AddClockJob<ExpirePoints>();

        services.AddSingleton<KnownPrograms>().AddSingleton<IFollowActivities>(s => s.GetRequiredService<KnownPrograms>());
        services.AddScoped<Programs>().AddScoped<ChangeProgram>().AddScoped<BeginProgram>().AddScoped<RehearseRules>();
        services.AddSingleton<KnownStandings>().AddSingleton<IFollowActivities>(s => s.GetRequiredService<KnownStandings>());
        services.AddScoped<KeepStandings>().AddScoped<ChangeLevels>().AddScoped<ShowStanding>().AddScoped<IShownLevels, ShownLevels>();
        services.AddSingleton<KnownBoards>().AddScoped<ReadBoard>();

        services.AddScoped<AwardTiers>().AddScoped<ArrangeTierRules>().AddWork<ReckonTiers, ReckonAllTiers>()
            .AddClockJob<ReckonTiersNightly>();
        services.AddScoped<AwardBadges>().AddScoped<ArrangeBadges>().AddScoped<ReadBadges>();

        services.AddScoped<RedeemReward>().AddScoped<GiveReward>().AddScoped<ReturnPoints>().AddScoped<DecideRedemption>()
            .AddScoped<ArrangeRewards>().AddScoped<ReadRewards>().AddScoped<RedemptionList>().AddScoped<IWaiting, RedemptionsWaiting>();
        services.AddScoped<PrioritiseQuestion>().AddScoped<WaitingOfMember>().AddScoped<PriorityQueue>()
            .AddSingleton<KnownPriorities>().AddSingleton<IFollowActivities>(s => s.GetRequiredService<KnownPriorities>())
            .AddScoped<IPriorities, Priorities>()
            .AddScoped<FulfilPriority>().AddWork<EndPriority, EndDuePriority>();

        services.AddScoped<ReadOwnPoints>().AddScoped<PointsEverywhere>().AddScoped<PeopleByName>().AddScoped<Adjustments>();
        services.AddPart<PointsAtHome, CommunityInfo>(Slots.Home, 30);
        services.AddPart<MemberPoints, MemberPlace>(Slots.Member, 10);
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.Forget("Points, badges and rewards that you had")
            .Stays<Deed>(Leaving.Checkable).Stays<PointsTransaction>(Leaving.Checkable).Stays<PointsEntry>(Leaving.Checkable)
            .Stays<Redemption>(Leaving.Checkable).Stays<TierAward>(Leaving.Checkable)
            .Gone<MemberStanding>().Gone<BadgeAward>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new BadgeAwardMapping())
        .ApplyConfiguration(new DeedMapping())
        .ApplyConfiguration(new MemberStandingMapping())
        .ApplyConfiguration(new OwnBadgeMapping())
        .ApplyConfiguration(new PointsEntryMapping())
        .ApplyConfiguration(new PointsLevelMapping())
        .ApplyConfiguration(new PointsProgramMapping())
        .ApplyConfiguration(new PointsRuleMapping())
        .ApplyConfiguration(new PointsTransactionMapping())
        .ApplyConfiguration(new RedemptionMapping())
        .ApplyConfiguration(new RewardMapping())
        .ApplyConfiguration(new TierAwardMapping())
        .ApplyConfiguration(new TierRuleMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        OwnPointsApi.Map(routes);
        ManagePointsApi.Map(routes);
        RewardsApi.Map(routes);
        PointsCommands.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions =>
    [
        new(PointsPermissions.Manage, "manage points, levels and rewards")
        {
            Scopes = [PointsPermissions.ReadScope, PointsPermissions.WriteScope],
        },
    ];

    public IEnumerable<TokenScope> TokenScopes =>
    [
        new(PointsPermissions.ReadScope, "View points, levels, badges and rewards"),
        new(PointsPermissions.WriteScope, "Redeem rewards, and manage points where you may"),
    ];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Points", GrowthMenu.Member, "star", MenuPlace.Community, 60),
        new("Points and rewards", RedemptionsWaiting.Entry, "star", MenuPlace.ManageMembers, 45, PointsPermissions.Manage),
    ];
}
