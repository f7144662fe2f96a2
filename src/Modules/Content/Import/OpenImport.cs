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
    public async Task<long> RunAsync(
        string name, string location, string? source, string? spaceSlug, long memberId, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        var community = scope.Required;
        var space = string.IsNullOrWhiteSpace(spaceSlug) ? null : spaceSlug.Trim();
        if (space is not null && community.Space(space) is not { HoldsArticles: true, IsArchived: false })
            throw Refused.AtField("space", "space_unknown", "There is no column with the address {0}.", space);
        var batch = ImportBatch.Open(community.Id, SourceOf(source, name), FileNames.Safe(name), location, space, memberId,
            time.GetUtcNow().UtcDateTime);
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
internal sealed class DirectImport(AppDb db, Guard guard, ImportFolders folders, Bell<ImportRunner> bell, TimeProvider time)
{
    public Task StartAsync(long batchId, CancellationToken cancel = default) =>
        ChangeAsync(batchId, batch => batch.Start(time.GetUtcNow().UtcDateTime), cancel);

    public Task UndoAsync(long batchId, CancellationToken cancel = default) =>
        ChangeAsync(batchId, batch => batch.StartUndo(time.GetUtcNow().UtcDateTime), cancel);

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

    private async Task ChangeAsync(long batchId, Action<ImportBatch> change, CancellationToken cancel)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var batch = await ReadAsync(batchId, cancel);
        change(batch);
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
