using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Postgres;

/// <summary>What the model cannot say: ledgers that only grow, full-text tables. One file per module.</summary>
internal static partial class Guards
{
    public static void AddGuards(this MigrationBuilder migration)
    {
        Kernel(migration);
        Memberships(migration);
        Payments(migration);
        Content(migration);
    }

    static partial void Kernel(MigrationBuilder migration);
    static partial void Memberships(MigrationBuilder migration);
    static partial void Payments(MigrationBuilder migration);
    static partial void Content(MigrationBuilder migration);

    /// <summary>Makes a table append-only: an update of these columns (all when none is named) or a delete fails the statement.</summary>
    private static void AppendOnly(MigrationBuilder migration, string table, params string[] columns)
    {
        var of = columns.Length == 0 ? "" : "OF " + string.Join(", ", columns);
        migration.Sql($"CREATE TRIGGER {table}_no_update BEFORE UPDATE {of} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();");
        migration.Sql($"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();");
        migration.Sql($"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();");
    }
}
