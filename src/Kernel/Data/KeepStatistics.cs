using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Kernel.Data;

/// <summary>
/// Tells SQLite how its tables have grown. Without, it takes every index to be as good as a key and would walk a community of a hundred
/// thousand articles to find ten by their ids. It looks at 400 rows of an index at most, and only where a table has grown or shrunk
/// tenfold (sqlite.org/lang_analyze.html, 3.1; 0x10000 includes tables that this connection has not asked). PostgreSQL does it by itself.
/// </summary>
internal sealed class KeepStatistics(AppDb db) : IRecurringJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (db.IsPostgres)
            return;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("PRAGMA analysis_limit=400; PRAGMA optimize=0x10002;", cancel);
        await transaction.CommitAsync(cancel);
    }
}
