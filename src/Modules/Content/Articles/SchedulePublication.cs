using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>Work: an article's planned time has come.</summary>
/// <param name="EditorId">Who planned it.</param>
internal sealed record PublishScheduled(long ArticleId, long EditorId);

/// <summary>
/// Plans when an article appears: by a clock on the wall, so that nine o'clock stays nine o'clock when the clocks are changed.
/// </summary>
internal sealed class SchedulePublication(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <param name="clock">Such as <c>2027-03-01T09:00</c>.</param>
    /// <param name="zone">IANA name; <c>null</c> for the community's.</param>
    /// <exception cref="Refused">422 at the field at or zone; 409 for an article that is public.</exception>
    public async Task RunAsync(long articleId, string? clock, string? zone, long editorId, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        var place = string.IsNullOrEmpty(zone) ? scope.Required.TimeZone : zone;
        if (!TimeZones.IsKnown(place) || !TimeZoneInfo.TryFindSystemTimeZoneById(place, out var found))
            throw Refused.AtField("zone", "time_zone_unknown", "Choose a time zone from the list, such as Asia/Shanghai.");
        if (!DateTime.TryParseExact((clock ?? "").Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            throw Refused.AtField("at", "time_invalid", "Enter a date and a time, such as 2027-03-01T09:00.");
        var due = WallClock.ToUtc(local, found);
        // Whoever plans for 2:30 shall know that there is no 2:30 that night, rather than be surprised by three o'clock.
        if (found.IsInvalidTime(local))
        {
            throw Refused.AtField("at", "time_skipped", "Clocks go forward then, and {0} doesn't exist. Choose {1} or later.",
                Written(local), Written(TimeZoneInfo.ConvertTimeFromUtc(due, found)));
        }
        if (due <= time.GetUtcNow().UtcDateTime)
            throw Refused.AtField("at", "time_past", "This time has passed. Choose a later one, or publish now.");

        var article = await FindAsync(articleId, cancel);
        if (article.IsPublic)
            throw new Refused("published_already", 409, "This article is already public.");
        article.Schedule(local, found);
        db.Enqueue(() => Order(articleId, editorId, due));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Repeating it changes nothing.</summary>
    public async Task CancelAsync(long articleId, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        (await FindAsync(articleId, cancel)).Unschedule();
        await db.SaveChangesAsync(cancel);
    }

    private static string Written(DateTime local) => local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private async Task<Article> FindAsync(long articleId, CancellationToken cancel) =>
        await db.Set<Article>().SingleOrDefaultAsync(a => a.Id == articleId, cancel) ?? throw Refused.NotFound();

    /// <summary>Keyed by its time as well: of a plan that was moved the earlier piece of work finds nothing to do.</summary>
    private static WorkOrder Order(long articleId, long editorId, DateTime due) => new(
        string.Create(CultureInfo.InvariantCulture, $"{articleId} {due:yyyyMMddHHmm}"), new PublishScheduled(articleId, editorId), due);
}

/// <summary>Publishes what is due, and nothing whose plan was changed since.</summary>
internal sealed class PublishScheduledArticles(AppDb db, PublishArticle publish, TimeProvider time) : IWork<PublishScheduled>
{
    public async Task RunAsync(PublishScheduled payload, WorkContext context, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await db.Set<Article>().AnyAsync(a => a.Id == payload.ArticleId && a.ScheduledAt != null && a.ScheduledAt <= now, cancel))
            await publish.ShowAsync(payload.ArticleId, payload.EditorId, cancel);
    }
}
