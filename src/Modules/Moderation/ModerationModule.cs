using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Moderation.Appeals;
using Guildhall.Moderation.Audit;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Own;
using Guildhall.Moderation.Queue;
using Guildhall.Moderation.Reports;
using Guildhall.Moderation.Sanctions;
using Guildhall.Moderation.Verdicts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Moderation;

/// <summary>
/// What members report and what is held, in one queue; verdicts and what they do, sanctions, appeals, and the audit of it all.
/// </summary>
public sealed class ModerationModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddOptions<ModerationOptions>().BindConfiguration("Guildhall:Moderation").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<ReportGate>().AddScoped<ReportRecords>().AddScoped<ReportThing>().AddScoped<IReports, BroughtReports>();
        services.AddPart<ReportPost, PostPlace>(Slots.BesidePost, 20);
        services.AddPart<ReportArticle, ArticlePlace>(Slots.BelowArticle, 90);
        services.AddPart<ReportResource, ResourcePlace>(Slots.BelowResource, 90);
        services.AddPart<ReportLesson, LessonPlace>(Slots.BelowLesson, 90);
        services.AddPart<ReportCourse, CoursePlace>(Slots.BelowCourse, 90);
        services.AddPart<ReportSession, SessionPlace>(Slots.BelowSession, 90);
        services.AddPart<ReportMember, MemberPlace>(Slots.Member, 90);

        services.AddScoped<OpenCase>().AddScoped<CaseGate>().AddScoped<ClaimCase>().AddScoped<SeenThings>();
        services.AddHandler<OpenCaseOnPostHeld>(Start.Now).AddHandler<FollowRestrictions>(Start.Now);
        services.AddScoped<IOwnThings, CaseThings>();
        services.AddScoped<WaitingCases>().AddScoped<IWaiting>(s => s.GetRequiredService<WaitingCases>())
            .AddScoped<ICases>(s => s.GetRequiredService<WaitingCases>());

        services.AddScoped<JudgedThings>().AddScoped<CarryOut>().AddScoped<VerdictDeeds>();
        services.AddScoped<DecideCase>().AddScoped<UndoVerdict>().AddScoped<AppealVerdict>();
        services.AddScoped<ArrangeSanctions>().AddScoped<AcknowledgeWarning>().AddScoped<ISanctions, HeldSanctions>();
        services.AddPart<WarningNotice, Shell>(Slots.AbovePage, 10);
        services.AddScoped<UnreadWarnings>().AddSingleton<UnwarnedMembers>();
        services.AddSingleton<IFollowActivities>(s => s.GetRequiredService<UnwarnedMembers>());

        services.AddScoped<CaseQueue>().AddScoped<ReadCase>().AddScoped<ReadAuthor>().AddScoped<OwnDecisions>();
        services.AddPart<ReportsTile, CommunityInfo>(Slots.Today, 15, Names.HandleReports);
        services.AddScoped<AuditTrail>().AddScoped<AuditWords>();
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.Forget(Leaving.Care).Stays<Case>(Leaving.Checkable).Stays<Report>(Leaving.Checkable).Stays<Sanction>(Leaving.Checkable);
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new AppealMapping())
        .ApplyConfiguration(new CaseMapping())
        .ApplyConfiguration(new ReportMapping())
        .ApplyConfiguration(new SanctionMapping())
        .ApplyConfiguration(new VerdictMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        ReportsApi.Map(routes);
        QueueApi.Map(routes);
        QueueCommands.Map(routes);
        OwnApi.Map(routes);
        AuditExport.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions =>
        [new(Names.HandleReports, "decide about reports and held posts") { Roles = ["moderator"], Scopes = [QueueApi.Read, QueueApi.Write] }];

    public IEnumerable<TokenScope> TokenScopes =>
    [
        new(ReportsApi.Scope, "Report in your name"),
        new(QueueApi.Read, "View reports and held posts"),
        new(QueueApi.Write, "Decide about reports and held posts"),
    ];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Reports", WaitingCases.Menu, "flag", MenuPlace.ManageMembers, 25, Names.HandleReports),
        new("Moderation", "/account/decisions", "shield", MenuPlace.Account, 32),
    ];
}
