using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Articles;

/// <summary>
/// Takes an article out of sight: page, lists, search, feed and files at once. Its text and revisions stay. Repeating it changes nothing.
/// </summary>
internal sealed class WithdrawArticle(AppDb db, Guard guard, CommunityScope scope, KeepArticle keep, TimeProvider time)
{
    public async Task RunAsync(long articleId, long editorId, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        var community = scope.Required.Id;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var article = await db.Set<Article>().SingleOrDefaultAsync(a => a.Id == articleId, cancel) ?? throw Refused.NotFound();
        if (!article.IsPublic)
            return;
        article.Withdraw(time.GetUtcNow().UtcDateTime);
        db.Publish(() => new ArticleWithdrawn(community, editorId, article.Id, article.SpaceId));
        await keep.RunAsync(article, null, cancel);
        await transaction.CommitAsync(cancel);
    }
}
