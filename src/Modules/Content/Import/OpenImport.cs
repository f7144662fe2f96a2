using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Import;

/// <summary>Opens a batch for what was handed in; it is checked next.</summary>
internal sealed class OpenImport(AppDb db, Guard guard, CommunityScope scope, Bell<ImportRunner> bell, TimeProvider time)
{
    /// <param name="source">Name under which a later import finds again what this one brings; <c>null</c> takes the folder's.</param>
    /// <param name="spaceSlug"><c>null</c> makes a column of every top folder.</param>
    /// <param name="fetchesPictures">Bring in pictures that lie on other servers, too.</param>
    public async Task<long> RunAsync(
        string name, string location, string? source, string? spaceSlug, long memberId, bool fetchesPictures = false,
        CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        var community = scope.Required;
        var space = string.IsNullOrWhiteSpace(spaceSlug) ? null : spaceSlug.Trim();
        if (space is not null && community.Space(space) is not { HoldsArticles: true, IsArchived: false })
            throw Refused.AtField("space", "space_unknown", "There is no column with the address {0}.", space);
        var batch = ImportBatch.Open(community.Id, SourceOf(source, name), FileNames.Safe(name), location, space, fetchesPictures,
            memberId, time.GetUtcNow().UtcDateTime);
        db.Add(batch);
        await db.SaveChangesAsync(cancel);
        bell.Ring();
        return batch.Id;
    }

    private static string SourceOf(string? source, string name)
    {
        var text = string.IsNullOrWhiteSpace(source) ? Path.GetFileNameWithoutExtension(FileNames.Safe(name)) : source.Trim();
        if (text.Length > ImportBatch.MaxSource || text.Any(char.IsControl))
            throw Refused.AtField("source", "source_malformed", "The name of the source is one line of at most {0} characters.", ImportBatch.MaxSource);
        return text;
    }
}

/// <summary>Starts, undoes or drops a batch. What takes long happens behind it.</summary>
internal sealed class DirectImport(
    AppDb db, Guard guard, ImportFolders folders, ITiers tiers, Bell<ImportRunner> bell, TimeProvider time)
{
    /// <exception cref="Refused">422 where there is no such tier, or no such new column; 409 when it cannot be started now.</exception>
    /// <param name="withdrawGone">Withdraw articles whose files are gone.</param>
    public Task StartAsync(
        long batchId, ColumnReaders? readers = null, bool withdrawGone = false, CancellationToken cancel = default) =>
        ChangeAsync(batchId, async batch =>
        {
            batch.Start(time.GetUtcNow().UtcDateTime);
            if (withdrawGone)
                await ChooseWithdrawalAsync(batch, cancel);
            if (readers is not null)
                await OpenColumnsAsync(batch, readers, cancel);
        }, cancel);

    private async Task ChooseWithdrawalAsync(ImportBatch batch, CancellationToken cancel)
    {
        var gone = await db.Set<ImportItem>().Where(i => i.BatchId == batch.Id && i.Kind == ImportKind.Article
            && i.Action == ImportAction.Skip && i.Hash == ImportItem.GoneHash && i.AppliedAt == null).ToListAsync(cancel);
        gone.ForEach(row => row.ChooseWithdrawal());
        batch.AlsoWithdraw(gone.Count);
    }

    private async Task OpenColumnsAsync(ImportBatch batch, ColumnReaders readers, CancellationToken cancel)
    {
        var offers = await tiers.ListAsync(batch.CommunityId, cancel);
        var columns = await db.Set<ImportItem>().Where(i => i.BatchId == batch.Id && i.Kind == ImportKind.Column
            && i.Action == ImportAction.Create && i.AppliedAt == null).ToListAsync(cancel);
        if (readers.ByColumn.Keys.FirstOrDefault(c => columns.All(i => i.Slug != c)) is { } unknown)
            throw Refused.AtField("tiers", "column_unknown", "This import makes no column {0}.", unknown);
        foreach (var column in columns)
            if (readers.Of(column.Slug) is { Length: > 0 } slug)
                column.OpenTo((offers.FirstOrDefault(t => t.Slug == slug)
                    ?? throw Refused.AtField($"tier-{column.Slug}", "tier_unknown", "This community has no such tier.")).TierId);
    }

    public Task UndoAsync(long batchId, CancellationToken cancel = default) =>
        ChangeAsync(batchId, batch =>
        {
            batch.StartUndo(time.GetUtcNow().UtcDateTime);
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Forgets a batch of which nothing came in, and its upload.</summary>
    public async Task DropAsync(long batchId, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var batch = await ReadAsync(batchId, cancel);
        if (!batch.CanDrop)
            throw new Refused("import_not_ready", 409, "Only an import that brought nothing in can be discarded.");
        db.Remove(batch);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        folders.Forget(batch.Location);
    }

    private async Task ChangeAsync(long batchId, Func<ImportBatch, Task> change, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var batch = await ReadAsync(batchId, cancel);
        await change(batch);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        bell.Ring();
    }

    private async Task<ImportBatch> ReadAsync(long batchId, CancellationToken cancel)
    {
        // The runner changed it in a scope of its own: what this one still remembers is old.
        db.ChangeTracker.Clear();
        return await db.Set<ImportBatch>().SingleOrDefaultAsync(b => b.Id == batchId, cancel) ?? throw Refused.NotFound();
    }
}

/// <summary>Who reads the columns that an import makes: slugs of tiers; those that nobody names are open to everyone.</summary>
/// <param name="ByColumn">By the slug of the column; empty for everyone.</param>
/// <param name="Others">For columns that are not named.</param>
internal sealed record ColumnReaders(IReadOnlyDictionary<string, string> ByColumn, string? Others = null)
{
    public string? Of(string column) => ByColumn.GetValueOrDefault(column, Others ?? "");
}
