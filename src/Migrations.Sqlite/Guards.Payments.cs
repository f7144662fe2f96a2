using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Sqlite;

internal static partial class Guards
{
    /// <summary>
    /// Booked money stays booked, and every transaction sums to zero per currency. SQLite checks nothing at commit but deferred
    /// foreign keys, so an unbalanced sum is a row that points nowhere: it must be gone before the commit, or the commit fails.
    /// </summary>
    static partial void Payments(MigrationBuilder migration)
    {
        AppendOnly(migration, "ledger_transactions");
        AppendOnly(migration, "ledger_entries");
        migration.Sql(
            """
            CREATE TABLE ledger_imbalances (
                transaction_id INTEGER NOT NULL,
                currency TEXT NOT NULL,
                amount INTEGER NOT NULL,
                must_be_gone INTEGER NOT NULL REFERENCES ledger_transactions (id) DEFERRABLE INITIALLY DEFERRED,
                PRIMARY KEY (transaction_id, currency)
            );
            """);
        migration.Sql(
            """
            CREATE TRIGGER ledger_entries_balance AFTER INSERT ON ledger_entries BEGIN
                INSERT INTO ledger_imbalances (transaction_id, currency, amount, must_be_gone)
                    VALUES (NEW.transaction_id, NEW.currency, NEW.amount, -1)
                    ON CONFLICT (transaction_id, currency) DO UPDATE SET amount = amount + NEW.amount;
                DELETE FROM ledger_imbalances WHERE amount = 0;
            END;
            """);
    }
}
