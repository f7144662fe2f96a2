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

    /// <summary>Recurring revenue of any instant is a sum of these rows.</summary>
    public static void GuardMovements(this MigrationBuilder migration) => AppendOnly(migration, "subscription_movements");

    /// <summary>
    /// Costs, shares, payouts and what takes them back are documents of the money ledger, and only grow like it. Belongs to a migration
    /// of its own after the one that lets a transaction be without an order: SQLite makes ledger_transactions anew for that, at the end of
    /// that migration, and its triggers are gone then.
    /// </summary>
    public static void GuardBooks(this MigrationBuilder migration)
    {
        AppendOnly(migration, "ledger_transactions");
        foreach (var table in new[] { "costs", "shares", "share_returns", "payouts", "reversals" })
            AppendOnly(migration, table);
    }

    /// <summary>Once more, after a migration that makes the table anew.</summary>
    public static void GuardReturnedShares(this MigrationBuilder migration) => AppendOnly(migration, "share_returns");

    /// <summary>Income from elsewhere is a document like a cost.</summary>
    public static void GuardIncome(this MigrationBuilder migration) => AppendOnly(migration, "incomes");

    /// <summary>Invoices, credit notes and consents are what was said then, and only grow.</summary>
    public static void GuardInvoices(this MigrationBuilder migration)
    {
        foreach (var table in new[] { "invoices", "invoice_lines", "order_consents" })
            AppendOnly(migration, table);
    }
}
