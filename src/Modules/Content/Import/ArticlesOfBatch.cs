using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>A row with its text, rendered and ready; <c>null</c> where the file is not what was checked.</summary>
/// <param name="PreviewBlocks">By which its free part was cut.</param>
internal sealed record ComposedRow(ImportItem Row, MarkdownFile? File, ComposedArticle? Text, int PreviewBlocks = 0);

/// <summary>The articles of a batch.</summary>
internal sealed class ArticlesOfBatch(AppDb db, CommunityScope scope, ITiers tiers, KeepArticle keep, ArticleSlugs slugs)
{
    /// <summary>Reads and renders the texts of a step; before the transaction, which shall be short.</summary>
    /// <param name="alive">Called after each text: some take seconds.</param>
    public async Task<List<ComposedRow>> ComposeAsync(
        ImportBatch batch, IReadOnlyList<ImportItem> rows, IImportFolder folder, ImportComposer composer, DateTime now, Func<Task> alive,
        CancellationToken cancel)
    {
        var community = scope.Required;
        var reader = new MarkdownReader(folder, TimeZoneInfo.FindSystemTimeZoneById(community.TimeZone), now);
        var places = await PlacesAsync(batch, rows, cancel);
        var composed = new List<ComposedRow>(rows.Count);
        foreach (var row in rows)
        {
            composed.Add(await Task.Run(() => Compose(row), cancel));
            await alive();
        }
        return composed;

        ComposedRow Compose(ImportItem row)
        {
            if (row.IsGone)
                return new ComposedRow(row, null, null);
            if (folder.Find(row.Path) is not { } entry)
                return new ComposedRow(row, null, null);
            try
            {
                var file = reader.Read(entry);
                var blocks = community.PreviewBlocksOf(places.TryGetValue(row.Path, out var there) ? there
                    : community.Space(row.Space)?.Id ?? 0);
                var text = composer.Compose(file, blocks);
                return text.TextHash == row.Hash ? new ComposedRow(row, file, text, blocks) : new ComposedRow(row, null, null);
            }
            catch (RowRefused)
            {
                return new ComposedRow(row, null, null);
            }
        }
    }

    /// <summary>The spaces in which known articles stand now: they may have been moved since the check.</summary>
    private Task<Dictionary<string, long>> PlacesAsync(ImportBatch batch, IReadOnlyList<ImportItem> rows, CancellationToken cancel)
    {
        var paths = rows.Select(r => r.Path).ToList();
        return db.Set<Article>().AsNoTracking().Where(a => a.Source == batch.Source && paths.Contains(a.ExternalKey!))
            .Select(a => new { a.ExternalKey, a.SpaceId }).ToDictionaryAsync(a => a.ExternalKey!, a => a.SpaceId, cancel);
    }

    public async Task KeepAsync(ImportBatch batch, List<ComposedRow> composed, DateTime now, CancellationToken cancel)
    {
        var offers = await tiers.ListAsync(batch.CommunityId, cancel);
        var paths = composed.Select(c => c.Row.FormerPath ?? c.Row.Path).ToList();
        var known = await db.Set<Article>().Where(a => a.Source == batch.Source && paths.Contains(a.ExternalKey!))
            .ToDictionaryAsync(a => a.ExternalKey!, cancel);
        var wanted = composed.Select(c => c.Row.Slug).ToList();
        var taken = await db.Set<Article>().AsNoTracking().Where(a => wanted.Contains(a.Slug))
            .Select(a => new { a.Slug, a.Source, a.ExternalKey }).ToListAsync(cancel);

        var kept = new List<(ImportItem Row, int? Before, Article Article, RenderedMarkdown Rendered, IReadOnlyList<string> Former)>();
        foreach (var ready in composed)
        {
            var row = ready.Row;
            if (row.IsGone)
                await WithdrawAsync(batch, row, known.GetValueOrDefault(row.Path), now, cancel);
            else if (ready.File is not { } file || ready.Text is not { } text)
                row.FailNow(ImportNote.Error(ImportTexts.ChangedMeanwhile), now);
            else if (taken.Exists(t => t.Slug == row.Slug && !(t.Source == batch.Source && t.ExternalKey == (row.FormerPath ?? row.Path))))
                row.FailNow(ImportNote.Error(ImportTexts.TakenMeanwhile), now);
            else if (row.FormerPath is null && known.GetValueOrDefault(row.Path) is { } same && same.SourceHash == text.Hash)
            {
                // It only awaited pictures, and none came.
                row.StaysUnchanged(now);
                batch.StaysUnchanged();
            }
            else
            {
                var article = known.GetValueOrDefault(row.FormerPath ?? row.Path);
                if (row.SayAlso(text.Notes.Where(n => n.Text == ImportTexts.PictureRemote)))
                    batch.AlsoWarn(1);
                kept.Add(
                    (row, article?.Version, await WriteAsync(batch, ready, article, ImportAccess.Read(file.Access, offers), now, cancel),
                        text.Rendered, file.Former));
            }
        }
        await keep.RunAsync([.. kept.Select(k => (k.Article, (RenderedMarkdown?)k.Rendered))], cancel);
        foreach (var (row, before, article, _, addresses) in kept)
        {
            row.Became(article.Id, before, article.Version, now);
            await slugs.KeepFormerAsync(article, addresses, cancel);
        }
    }

    /// <summary>Of an article whose file is gone, as was chosen when the import was started.</summary>
    private async Task WithdrawAsync(ImportBatch batch, ImportItem row, Article? article, DateTime now, CancellationToken cancel)
    {
        row.Pass(now);
        if (article is not { IsPublic: true })
            return;
        article.Withdraw(now);
        row.WithdrewIt();
        row.Became(article.Id, article.Version, article.Version, now);
        db.Publish(() => new ArticleWithdrawn(batch.CommunityId, batch.MemberId, article.Id, article.SpaceId));
        await keep.RunAsync(article, null, cancel);
    }

    private async Task<Article> WriteAsync(
        ImportBatch batch, ComposedRow ready, Article? known, (ArticleAccess Access, long? TierId)? access, DateTime now,
        CancellationToken cancel)
    {
        var (row, file, text) = (ready.Row, ready.File!, ready.Text!);
        var article = known ?? Article.Draft(batch.CommunityId, batch.MemberId, now);
        if (known is null)
        {
            var space = scope.Required.Space(row.Space) ?? throw new ImportUnreadable(ImportTexts.NoSpace);
            article.Place(row.Slug, space.Id, access?.Access ?? ArticleAccess.Space, access?.TierId);
            db.Add(article);
        }
        else
        {
            db.Add(ArticleRevision.Of(known, batch.MemberId, now));
            row.RememberPlace(known);
            var formerSlug = known.Slug;
            // Where it stands was perhaps changed here; only what the file says itself overrules that.
            article.Place(row.Slug, known.SpaceId, access?.Access ?? known.Access, access is null ? known.TierId : access.Value.TierId);
            if (known.Slug != formerSlug)
                await slugs.MoveAsync(known, formerSlug, cancel);
        }
        article.Write(file.Title, file.Language, file.Body, text.Rendered, ready.PreviewBlocks, now);
        article.CameFrom(batch.Source, row.Path, text.Hash);
        // In the lists the newest comes first: this keeps the order of the folder, which is the order of reading.
        if (!file.IsDraft && article.PublishedAt is null)
        {
            article.Publish(file.PublishedAt ?? (batch.StartedAt ?? now).AddMilliseconds(-row.Position));
            row.PublishedIt();
        }
        else if (file.IsDraft && article.IsPublic)
        {
            article.Withdraw(now);
            row.WithdrewIt();
            db.Publish(() => new ArticleWithdrawn(batch.CommunityId, batch.MemberId, article.Id));
        }
        return article;
    }
}
