using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;
using Guildhall.Notifications.Following;
using Guildhall.Notifications.List;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.Telling;

/// <summary>Work: the followers of an article's column are told of it, those behind a member first.</summary>
internal sealed record TellFollowers(long ArticleId, DateTime PublishedAt, long AfterMember);

/// <summary>Leaves it to the queue: a column may have thousands of followers, and other handlers wait behind this one.</summary>
internal sealed class NotifyFollowersOnArticlePublished(AppDb db) : IHandle<ArticlePublished>
{
    public async Task HandleAsync(ArticlePublished happened, Envelope envelope, CancellationToken cancel)
    {
        db.Enqueue(() => new WorkOrder(happened.ArticleId.ToString(CultureInfo.InvariantCulture),
            new TellFollowers(happened.ArticleId, envelope.At, 0)));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Tells the followers, some hundreds in each save.</summary>
internal sealed class TellFollowersOfArticle(
    AppDb db, IArticles articles, TellMembers tell, ICommunities communities) : IWork<TellFollowers>
{
    private const int Step = 300;

    public async Task RunAsync(TellFollowers payload, WorkContext context, CancellationToken cancel)
    {
        // It may have been withdrawn meanwhile: then nobody hears of it.
        if (await articles.FindPublicAsync(context.CommunityId, payload.ArticleId, cancel) is not { } article
            || await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        var space = community.Spaces.First(s => s.Id == article.SpaceId);
        var notice = new Notice(
            context.CommunityId, NotificationKinds.Article, $"article:{payload.ArticleId}", new Thing("article", payload.ArticleId),
            "New in {0}: {1}", [space.Name, article.Title], article.Path, article.AuthorId);
        for (var after = payload.AfterMember; ;)
        {
            var members = await db.Set<Follow>().AsNoTracking()
                .Where(f => f.ThingKind == Follow.Space && f.ThingId == article.SpaceId && f.MemberId > after
                    && f.MemberId != article.AuthorId)
                .OrderBy(f => f.MemberId).Take(Step).Select(f => f.MemberId).ToListAsync(cancel);
            if (members.Count == 0)
                return;
            await tell.RunAsync(notice, members, payload.PublishedAt, cancel);
            after = members[^1];
        }
    }
}
