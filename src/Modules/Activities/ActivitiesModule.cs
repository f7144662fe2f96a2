using Guildhall.Activities.Api;
using Guildhall.Activities.Attending;
using Guildhall.Activities.Calendars;
using Guildhall.Activities.Drawing;
using Guildhall.Activities.Hosting;
using Guildhall.Activities.Selling;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Activities;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Activities;

/// <summary>Live sessions and other dated events, with seats, tickets, a door and reminders; and draws that anybody can check.</summary>
public sealed class ActivitiesModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddSpaceKind<EventsView>(
            SpaceKind.Events, "Events", "Live sessions and meetings with a date: who comes has a seat, is reminded, and finds the recording.");
        services.AddScoped<SessionLists>().AddScoped<ReadSession>().AddScoped<ReadCalendar>().AddScoped<CalendarAddress>();
        services.AddScoped<IOwnThings, SessionThings>().AddScoped<IFileOwner, SessionFiles>();
        services.AddScoped<ISessionGuests, SessionGuests>().AddScoped<IBroughtSessions, BringSessions>();
        services.AddHandler<IndexSessions>(Start.Beginning).AddWork<IndexSession, IndexOneSession>();

        services.AddScoped<SessionSaves>().AddScoped<MakeSession>().AddScoped<ReviseSession>().AddScoped<PublishSession>();
        services.AddScoped<Seats>().AddScoped<AttendSession>().AddScoped<JoinSession>().AddScoped<GuestList>();
        services.AddWork<FillSeats, FillFreeSeats>().AddWork<RemindOfSession, RemindGuests>();
        services.AddScoped<TicketPrices>().AddScoped<SetTicketPrice>().AddScoped<ISellables, SellTickets>()
            .AddScoped<IUsage, TicketUsage>();

        services.AddScoped<ReadDraw>().AddScoped<MakeDraw>().AddScoped<EnterDraw>().AddScoped<CloseDueDraw>();
        services.AddWork<CloseDraw, FreezeDraw>().AddWork<DecideDraw, RevealDraw>();

        services.AddPart<HomeSession, CommunityInfo>(Slots.Home, 4);
        services
            .AddHeardBy<SessionPublished, SessionsHeard>(ActivityPermissions.Host)
            .AddHeardBy<SessionMoved, SessionsHeard>(ActivityPermissions.Host)
            .AddHeardBy<SessionCancelled, SessionsHeard>(ActivityPermissions.Host)
            .AddHeardBy<SessionReplayAdded, SessionsHeard>(ActivityPermissions.Host)
            .AddHeardBy<SeatTaken, SessionsHeard>(ActivityPermissions.Host)
            .AddHeardBy<SeatGivenUp, SessionsHeard>(ActivityPermissions.Host)
            .AddHeardBy<DrawOpened, SessionsHeard>(ActivityPermissions.Draw)
            .AddHeardBy<DrawClosed, SessionsHeard>(ActivityPermissions.Draw)
            .AddHeardBy<DrawDecided, SessionsHeard>(ActivityPermissions.Draw);
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.Forget(Leaving.Works).Stays<LiveSession>(Leaving.OthersRely);
        services.Forget("Sessions that you come to, lead and joined, and your calendar's address").Gone<Seat>().Gone<SessionVisit>()
            .Gone<SessionHost>().Gone<CalendarFeed>();
        services.Forget("Draws that you entered").Gone<DrawEntry>();
        services.Forget("Draws that you won").Stays<DrawWinner>(Leaving.Checkable);
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new CalendarFeedMapping())
        .ApplyConfiguration(new DrawEntryMapping())
        .ApplyConfiguration(new DrawMapping())
        .ApplyConfiguration(new DrawPrizeMapping())
        .ApplyConfiguration(new DrawWinnerMapping())
        .ApplyConfiguration(new LiveSessionMapping())
        .ApplyConfiguration(new SeatMapping())
        .ApplyConfiguration(new SessionHostMapping())
        .ApplyConfiguration(new SessionVisitMapping())
        .ApplyConfiguration(new TicketPriceMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        SessionsApi.Map(routes);
        DrawsApi.Map(routes);
        GuestsCsv.Map(routes);
        PageCommands.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions =>
    [
        new(ActivityPermissions.Host, "make live sessions and see who comes to them")
            { Roles = ["author"], Scopes = [SessionsApi.WriteScope] },
        new(ActivityPermissions.Draw, "hold draws") { Scopes = [SessionsApi.WriteScope] },
    ];

    public IEnumerable<TokenScope> TokenScopes =>
    [
        new(SessionsApi.WriteScope, "Make live sessions and hold draws"),
        new(SessionsApi.AttendScope, "Come to live sessions and enter draws"),
    ];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Live sessions", "/c/{community}/manage/sessions", "calendar", MenuPlace.ManageContent, 25, ActivityPermissions.Host),
        new("Draws", "/c/{community}/manage/draws", "gift", MenuPlace.ManageContent, 26, ActivityPermissions.Draw),
        new("My sessions", SessionPaths.Mine, "calendar", MenuPlace.Account, 8),
    ];
}
