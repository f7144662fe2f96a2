using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Files;

/// <summary>The picture that stands beside an article in lists. Like its title it is open to everyone once the article is public.</summary>
internal sealed class SetCover(AppDb db, Guard guard, CommunityScope scope, IFiles files)
{
    /// <summary>Of the thing that owns the file.</summary>
    public const string Kind = "article_cover";

    /// <param name="content"><c>null</c> where no file was chosen.</param>
    public async Task<string> RunAsync(long articleId, Stream? content, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.WriteContent, cancel);
        if (!await db.Set<Article>().AnyAsync(a => a.Id == articleId, cancel))
            throw Refused.NotFound();
        // What the file was called is nobody else's business.
        var file = await files.KeepPictureAsync(new IncomingFile(scope.Id, content ?? Stream.Null, "cover", by), PictureShape.AsIs, cancel);
        await SaveAsync(articleId, file, by, cancel);
        return file.Path;
    }

    public async Task RemoveAsync(long articleId, CancellationToken cancel) =>
        await SaveAsync(articleId, null, await guard.RequireAsync(Permissions.WriteContent, cancel), cancel);

    private async Task SaveAsync(long articleId, KeptFile? file, long by, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        var article = await db.Set<Article>().SingleOrDefaultAsync(a => a.Id == articleId, cancel) ?? throw Refused.NotFound();
        await files.ReplaceAsync(new Thing(Kind, articleId), scope.Id, file?.Id, cancel);
        article.CoverWith(file?.Path);
        db.Publish(() => new ArticleRevised(scope.Id, by, articleId, article.SpaceId, article.IsPublic));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Says who sees covers: everyone, of public articles; of all others those who write here.</summary>
internal sealed class ArticleCovers(AppDb db, IAccess access, TimeProvider time) : IFileOwner
{
    public IReadOnlyList<string> Kinds => [SetCover.Kind];

    public async Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default)
    {
        var ids = things.Select(t => t.Id).ToList();
        var shown = await db.Set<Article>().AsNoTracking().Where(a => a.CommunityId == communityId && ids.Contains(a.Id))
            .Where(Publication.IsPublic).Select(a => a.Id).ToHashSetAsync(cancel);
        var writes = shown.Count < ids.Count && (await access.HoldingsAsync(viewer, communityId, time.GetUtcNow().UtcDateTime, cancel))
            .Permissions.Contains(Permissions.WriteContent);
        return things.ToDictionary(
            t => t, t => shown.Contains(t.Id) ? FileAudience.Everyone : writes ? FileAudience.Viewer : FileAudience.Nobody);
    }
}
