using Guildhall.Content.Articles;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Search;

/// <summary>Backups hold the words but not the index made from them: it is written anew after a restore.</summary>
internal sealed class RebuildSearch : IAfterRestore
{
    private const int BatchSize = 100;

    public async Task RunAsync(AppDb db, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlRawAsync("DELETE FROM search_entries", cancel);
        var index = new SearchIndex(db);
        for (long last = 0; ;)
        {
            // A restore works on the whole installation, so the filter by community is off.
            var batch = await db.Set<Article>().IgnoreQueryFilters().AsNoTracking()
                .Where(a => a.Id > last).Where(Publication.IsPublic)
                .OrderBy(a => a.Id).Take(BatchSize)
                .Join(db.Set<SearchText>().IgnoreQueryFilters(), a => a.Id, t => t.ArticleId,
                    (a, t) => new IndexedArticle(a.Id, a.CommunityId, a.SpaceId, a.Access, a.TierId, a.Title, t.Preview, t.Full))
                .ToListAsync(cancel);
            if (batch.Count == 0)
                return;
            foreach (var article in batch.OrderBy(a => a.Id))
                await index.InsertAsync(article, cancel);
            last = batch.Max(a => a.Id);
        }
    }
}
