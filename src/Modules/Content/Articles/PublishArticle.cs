using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>Shows a draft, or shows again what was withdrawn. Repeating it changes nothing.</summary>
internal sealed class PublishArticle(AppDb db, Guard guard, CommunityScope scope, KeepArticle keep, TimeProvider time)
{
    public async Task RunAsync(long articleId, long editorId, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        // Blanks and line breaks are no text either; databases do not agree on what a blank is.
        var text = await db.Set<Article>().Where(a => a.Id == articleId).Select(a => a.Markdown).SingleOrDefaultAsync(cancel);
        if (text is not null && string.IsNullOrWhiteSpace(text))
            throw ArticleText.Missing();
        await ShowAsync(articleId, editorId, cancel);
    }

    /// <summary>
    /// The same when a planned time has come: planning it was allowed, and the plan stands until somebody takes it back. What was emptied
    /// meanwhile stays a draft, and its people are told.
    /// </summary>
    public async Task ShowAsync(long articleId, long editorId, CancellationToken cancel)
    {
        var community = scope.Required.Id;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var article = await db.Set<Article>().SingleOrDefaultAsync(a => a.Id == articleId, cancel) ?? throw Refused.NotFound();
        if (article.IsPublic)
            return;
        if (string.IsNullOrWhiteSpace(article.Markdown))
        {
            article.Unschedule();
            db.Publish(() => new PublicationMissed(community, article.Id, article.AuthorId, editorId, article.Title));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return;
        }
        article.Publish(time.GetUtcNow().UtcDateTime);
        db.Publish(() => new ArticlePublished(community, editorId, article.Id, article.SpaceId));
        await keep.RunAsync(article, null, cancel);
        await transaction.CommitAsync(cancel);
    }
}
