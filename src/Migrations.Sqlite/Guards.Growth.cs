using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Sqlite;

internal static partial class Guards
{
    /// <summary>
    /// Booked points stay booked, and every transaction sums to zero: what does not, leaves a row behind that points at no transaction, and
    /// SQLite looks at that when it commits.
    /// </summary>
    public static void GuardPoints(this MigrationBuilder migration)
    {
        AppendOnly(migration, "points_transactions");
        AppendOnly(migration, "points_entries");
        migration.Sql(
            """
            CREATE TABLE points_imbalances (
                transaction_id INTEGER NOT NULL PRIMARY KEY,
                amount INTEGER NOT NULL,
                must_be_gone INTEGER NOT NULL REFERENCES points_transactions (id) DEFERRABLE INITIALLY DEFERRED
            );
            """);
        migration.Sql(
            """
            CREATE TRIGGER points_entries_balance AFTER INSERT ON points_entries BEGIN
                INSERT INTO points_imbalances (transaction_id, amount, must_be_gone) VALUES (NEW.transaction_id, NEW.amount, -1)
                    ON CONFLICT (transaction_id) DO UPDATE SET amount = amount + NEW.amount;
                DELETE FROM points_imbalances WHERE amount = 0;
            END;
            """);
    }
}
