using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Writing;

/// <summary>Why one of many was left as it is.</summary>
public sealed record LeftAsItIs(string Title, Refused Why);

/// <summary>
/// Does one thing to many articles, each by the operation that does it to one, in a transaction of its own: what is refused for one is told
/// and does not hold up the others.
/// </summary>
internal sealed class ChangeManyArticles(
    AppDb db, Guard guard, CommunityScope scope, PublishArticle publish, WithdrawArticle withdraw, ReviseArticle revise)
{
    /// <param name="spaceSlug">The column that they go to, with <see cref="ArticleDeed.Move"/>.</param>
    public async Task<IReadOnlyList<LeftAsItIs>> RunAsync(
        ArticleDeed deed, IReadOnlyList<ManagedArticle> articles, string? spaceSlug, long by, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        var space = deed != ArticleDeed.Move ? 0 : scope.Required.Space(spaceSlug ?? "") is { HoldsArticles: true, IsArchived: false } found
            ? found.Id : throw Refused.AtField("space", "space_unknown", "Choose a column for the articles.");
        var left = new List<LeftAsItIs>();
        foreach (var article in articles)
        {
            try
            {
                await (deed switch
                {
                    ArticleDeed.Publish => publish.RunAsync(article.Id, by, cancel),
                    ArticleDeed.Withdraw => withdraw.RunAsync(article.Id, by, cancel),
                    _ => MoveAsync(article.Id, space, by, cancel),
                });
            }
            catch (Refused refused)
            {
                left.Add(new LeftAsItIs(article.Title, refused));
            }
            db.ChangeTracker.Clear();
        }
        return left;
    }

    private async Task MoveAsync(long id, long space, long by, CancellationToken cancel)
    {
        var article = await db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw Refused.NotFound();
        if (article.SpaceId == space)
            return;
        // Access stays as it is: null leaves it.
        await revise.RunAsync(id, article.Version,
            new ArticleText(article.Title, article.Slug, space, null, null, article.Language, article.Markdown), by, cancel);
    }
}

/// <summary>What can be done to many articles at once.</summary>
internal enum ArticleDeed { Publish, Withdraw, Move }
