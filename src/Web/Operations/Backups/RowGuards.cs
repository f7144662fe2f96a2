using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Web.Operations.Backups;

/// <summary>
/// The triggers that keep ledgers append-only and balanced. They watch the program, and a restore has to bring back what was, also what was
/// wrong: the audit afterwards says so. Whatever a trigger would derive is in the backup, or made by <see cref="IAfterRestore"/>.
/// </summary>
/// <param name="SetAside">Statements for the restore's transaction, which takes them back too if it fails.</param>
/// <param name="PutBack">The same triggers again, in the same transaction.</param>
internal sealed record RowGuards(IReadOnlyList<string> SetAside, IReadOnlyList<string> PutBack)
{
    public static async Task<RowGuards> OfAsync(AppDb db, IEnumerable<BackupTable> tables, CancellationToken cancel)
    {
        if (db.IsPostgres)
        {
            var names = tables.Select(t => t.Name).ToList();
            return new RowGuards(
                [.. names.Select(t => $"ALTER TABLE \"{t}\" DISABLE TRIGGER USER")],
                [.. names.Select(t => $"ALTER TABLE \"{t}\" ENABLE TRIGGER USER")]);
        }
        const string Drops = "SELECT 'DROP TRIGGER \"' || name || '\"' AS \"Value\" FROM sqlite_schema WHERE type = 'trigger'";
        const string Triggers = "SELECT sql AS \"Value\" FROM sqlite_schema WHERE type = 'trigger'";
        return new RowGuards(
            await db.Database.SqlQueryRaw<string>(Drops).ToListAsync(cancel), await db.Database.SqlQueryRaw<string>(Triggers)
                .ToListAsync(cancel));
    }
}
