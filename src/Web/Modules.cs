using Guildhall.Accounts;
using Guildhall.Activities;
using Guildhall.Bots;
using Guildhall.Chat;
using Guildhall.Communities;
using Guildhall.Content;
using Guildhall.Discussions;
using Guildhall.Files;
using Guildhall.Growth;
using Guildhall.Insights;
using Guildhall.Integrations;
using Guildhall.Kernel.Http;
using Guildhall.Learning;
using Guildhall.Mail;
using Guildhall.Memberships;
using Guildhall.Moderation;
using Guildhall.Notifications;
using Guildhall.Payments;
using Guildhall.Polls;
using Guildhall.Ratings;
using Guildhall.Resources;
using Guildhall.Reviews;
using Guildhall.Screening;

namespace Guildhall.Web;

/// <summary>What Guildhall is made of.</summary>
public static class Modules
{
    public static readonly ModuleCatalogue All = new(
    [
        new CommunitiesModule(),
        new AccountsModule(),
        new MembershipsModule(),
        new PaymentsModule(),
        new ContentModule(),
        new RatingsModule(),
        new FilesModule(),
        new ResourcesModule(),
        new LearningModule(),
        new ActivitiesModule(),
        new ChatModule(),
        new DiscussionsModule(),
        new ModerationModule(),
        new PollsModule(),
        new ReviewsModule(),
        new GrowthModule(),
        new ScreeningModule(),
        new BotsModule(),
        new InsightsModule(),
        new IntegrationsModule(),
        new MailModule(),
        new NotificationsModule(),
        new WebModule(),
    ]);
}
