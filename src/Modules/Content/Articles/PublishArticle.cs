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
        if (await db.Set<Article>().AnyAsync(a => a.Id == articleId && a.Markdown.Trim() == "", cancel))
            throw ArticleText.Missing();
        await ShowAsync(articleId, editorId, cancel);
    }

    /// <summary>The same when a planned time has come: planning it was allowed, and the plan stands until somebody takes it back.</summary>
    public async Task ShowAsync(long articleId, long editorId, CancellationToken cancel)
    {
        var community = scope.Required.Id;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var article = await db.Set<Article>().SingleOrDefaultAsync(a => a.Id == articleId, cancel) ?? throw Refused.NotFound();
        if (article.IsPublic)
            return;
        article.Publish(time.GetUtcNow().UtcDateTime);
        db.Publish(() => new ArticlePublished(community, editorId, article.Id, article.SpaceId));
        await keep.RunAsync(article, null, cancel);
        await transaction.CommitAsync(cancel);
    }
}
