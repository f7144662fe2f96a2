using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Notifications;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Notifications.Delivering;
using Guildhall.Notifications.Following;
using Guildhall.Notifications.List;
using Guildhall.Notifications.Preferences;
using Guildhall.Notifications.Push;
using Guildhall.Notifications.Telling;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Notifications;

/// <summary>The bell: what members are told of, in the page, by mail and by push; what they follow, and how they want to be told.</summary>
public sealed class NotificationsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddScoped<Follows>().AddScoped<IFollows>(s => s.GetRequiredService<Follows>());
        services.AddSingleton<UnreadCounts>().AddSingleton<INotificationCounts>(s => s.GetRequiredService<UnreadCounts>());
        services.AddSingleton(s => new NodeChannel(UnreadCounts.Channel, s.GetRequiredService<UnreadCounts>().Heard));
        services.AddScoped<Wording>().AddScoped<NotificationList>().AddScoped<StillTold>();
        services.AddScoped<MemberPreferences>().AddScoped<ChangePreferences>();

        services.AddScoped<TellMembers>();
        services.AddHandler<NotifyFollowersOnArticlePublished>(Start.Now);
        services.AddHandler<NotifyOnPosts>(Start.Now);
        services.AddHandler<NotifyOnReviews>(Start.Now);
        services.AddHandler<NotifyOnPolls>(Start.Now).AddWork<TellOfPoll, TellOfPolls>();
        services.AddHandler<NotifyOnMessages>(Start.Now);
        services.AddHandler<NotifyOnBots>(Start.Now);
        services.AddHandler<NotifyOnOrders>(Start.Now);
        services.AddHandler<NotifyOnDisputes>(Start.Now).AddHandler<NotifyOnRefundClaims>(Start.Now);
        services.AddHandler<NotifyOnFapiao>(Start.Now);
        services.AddHandler<NotifyOnGifts>(Start.Now);
        services.AddHandler<NotifyOnTips>(Start.Now);
        services.AddHandler<NotifyOnCourses>(Start.Now);
        services.AddHandler<NotifyOnSessions>(Start.Now).AddWork<TellOfSession, TellOfSessions>();
        services.AddHandler<NotifyOnRestrictions>(Start.Now);
        services.AddHandler<NotifyOnModeration>(Start.Now).AddHandler<NotifyModerators>(Start.Now);
        services.AddHandler<NotifyOnSubscriptions>(Start.Now);
        services.AddHandler<NotifyOnGrowth>(Start.Now);
        services.AddHandler<NotifyOnSignInAttacked>(Start.Now);
        services.AddHandler<NotifyOnJoinFloods>(Start.Now);
        services.AddHandler<NotifyOnWebhookEndpointSwitchedOff>(Start.Now).AddHandler<NotifyOnPublicationMissed>(Start.Now);
        services.AddClockJob<RemindOfEndingMemberships>().AddClockJob<ForgetNotifications>();
        services.AddScoped<TellHearers>().AddWork<TellOfPost, TellOfPosts>();
        services.AddWork<TellModerators, TellModeratorsOfCases>();
        services.AddWork<TellFollowers, TellFollowersOfArticle>();
        services.AddWork<DeliverNotification, DeliverNotifications>();

        services.AddSingleton<PushKeys>().AddScoped<PushSubscriptions>().AddScoped<QueuePushes>();
        services.AddWork<SendPush, SendPushes>(SendPushes.Options);
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.AddScoped<IForget, ForgetTold>();
        services.Forget(Leaving.Told).Gone<Notification>().Gone<QuietHours>().Gone<Silence>().Gone<PushSubscription>();
        services.Forget(Leaving.Traces).Gone<Follow>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new FollowMapping())
        .ApplyConfiguration(new NotificationMapping())
        .ApplyConfiguration(new PushSubscriptionMapping())
        .ApplyConfiguration(new QuietHoursMapping())
        .ApplyConfiguration(new SilenceMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        FollowingEndpoints.Map(routes);
        NotificationEndpoints.Map(routes);
        PushEndpoints.Map(routes);
    }

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Notifications", "/notifications", "bell", MenuPlace.Account, 5),
        new("Notification settings", "/account/notifications", "settings", MenuPlace.Account, 12),
    ];
}
