using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Screening.Api;
using Guildhall.Screening.Deciding;
using Guildhall.Screening.Floods;
using Guildhall.Screening.Held;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Scoring;
using Guildhall.Screening.Settings;
using Guildhall.Screening.Trials;
using Guildhall.Screening.Trust;
using Guildhall.Screening.Words;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Screening;

/// <summary>
/// What is looked at before others read it: watched words, rules, a spam score; how far members are trusted; floods of joins.
/// </summary>
public sealed class ScreeningModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddOptions<ScreeningOptions>().BindConfiguration("Guildhall:Screening").ValidateDataAnnotations().ValidateOnStart();

        services.AddSingleton<ScreeningBooks>().AddSingleton<IFollowActivities>(s => s.GetRequiredService<ScreeningBooks>());
        services.AddSingleton<RecentAttempts>();
        services.AddScoped<IScreening, ScreenPost>().AddScoped<AuthorFacts>().AddScoped<FindingText>().AddScoped<OwnHost>();
        services.AddScoped<IScreeningFindings, ScreeningFindings>().AddScoped<ReadFinding>().AddScoped<MarkText>();
        services.AddHandler<KeepHeldReason>(Start.Now);

        services.AddScoped<ArrangeWords>().AddScoped<ReadWords>();
        services.AddScoped<SwitchRule>().AddScoped<ReadRules>().AddScoped<ReadTrials>().AddScoped<LastPosts>();
        services.AddWork<RunTrial, RunTrials>(new WorkOptions { Parallel = 1 });
        services.AddScoped<SpamModels>().AddClockJob<LearnSpam>();
        services.AddScoped<ReadNumbers>().AddScoped<ChangeNumbers>();

        services.AddSingleton<KnownLevels>().AddSingleton<SeenToday>();
        services.AddSingleton<IFollowActivities>(s => s.GetRequiredService<KnownLevels>());
        services.AddScoped<TrustLevels>().AddScoped<ITrust>(s => s.GetRequiredService<TrustLevels>());
        services.AddScoped<GatherFacts>().AddScoped<ReckonTrust>().AddScoped<ReadTrust>().AddScoped<LockTrust>();
        services.AddHandler<CountPart>(Start.Now);
        services.AddClockJob<ReckonNightly>();

        services.AddScoped<IJoinChecks, SlowJoins>().AddScoped<ReadFloods>().AddScoped<EndFlood>();
        services.AddHandler<NoticeJoins>(Start.Now);
        services.AddRecurringJob<EndFloodsInTime>();
        services.AddScoped<IWaiting, FloodsWaiting>().AddScoped<IOwnThings, FloodThings>();
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.Forget(Leaving.Traces).Gone<Join>().Gone<TrustStanding>().Gone<VisitDay>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new HeldReasonMapping())
        .ApplyConfiguration(new JoinFloodMapping())
        .ApplyConfiguration(new JoinMapping())
        .ApplyConfiguration(new ScreeningRuleMapping())
        .ApplyConfiguration(new ScreeningSettingsMapping())
        .ApplyConfiguration(new SpamLearnedMapping())
        .ApplyConfiguration(new TrialCatchMapping())
        .ApplyConfiguration(new TrialMapping())
        .ApplyConfiguration(new TrustStandingMapping())
        .ApplyConfiguration(new VisitDayMapping())
        .ApplyConfiguration(new WatchedWordMapping())
        .ApplyConfiguration(new WordListMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        WordsApi.Map(routes);
        RulesApi.Map(routes);
        TrustApi.Map(routes);
        ScreeningCommands.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions =>
        [new(Names.ManageScreening, "manage screening and trust") { Roles = ["moderator"], Scopes = [WordsApi.Read, WordsApi.Write] }];

    public IEnumerable<TokenScope> TokenScopes =>
    [
        new(WordsApi.Read, "View watched words, screening rules and trust levels"),
        new(WordsApi.Write, "Edit watched words, screening rules and trust levels"),
    ];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Screening", FloodsWaiting.Entry, "shield", MenuPlace.ManageMembers, 50, Names.ManageScreening),
        new("Trust levels", "/account/trust", "shield", MenuPlace.Account, 33),
    ];
}
