using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Postgres;

internal static partial class Guards
{
    /// <summary>Booked money stays booked, and every transaction sums to zero per currency, checked when it commits.</summary>
    static partial void Payments(MigrationBuilder migration)
    {
        AppendOnly(migration, "ledger_transactions");
        AppendOnly(migration, "ledger_entries");
        migration.Sql(
            """
            CREATE FUNCTION check_ledger_balance() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT 1 FROM ledger_entries WHERE transaction_id = NEW.transaction_id GROUP BY currency HAVING sum(amount) <> 0) THEN
                    RAISE EXCEPTION 'ledger transaction % does not sum to zero', NEW.transaction_id;
                END IF;
                RETURN NULL;
            END $$;
            """);
        migration.Sql(
            """
            CREATE CONSTRAINT TRIGGER ledger_entries_balance AFTER INSERT ON ledger_entries
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_balance();
            """);
    }

    /// <summary>Recurring revenue of any instant is a sum of these rows.</summary>
    public static void GuardMovements(this MigrationBuilder migration) => AppendOnly(migration, "subscription_movements");

    /// <summary>Costs, shares, payouts and what takes them back are documents of the money ledger, and only grow like it.</summary>
    public static void GuardBooks(this MigrationBuilder migration)
    {
        foreach (var table in new[] { "costs", "shares", "share_returns", "payouts", "reversals" })
            AppendOnly(migration, table);
    }

    /// <summary>Income from elsewhere is a document like a cost.</summary>
    public static void GuardIncome(this MigrationBuilder migration) => AppendOnly(migration, "incomes");

    /// <summary>Invoices, credit notes and consents are what was said then, and only grow.</summary>
    public static void GuardInvoices(this MigrationBuilder migration)
    {
        foreach (var table in new[] { "invoices", "invoice_lines", "order_consents" })
            AppendOnly(migration, table);
    }
}
