using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Postgres;

internal static partial class Guards
{
    /// <summary>Booked points stay booked, and every transaction sums to zero, checked when it commits.</summary>
    public static void GuardPoints(this MigrationBuilder migration)
    {
        AppendOnly(migration, "points_transactions");
        AppendOnly(migration, "points_entries");
        migration.Sql(
            """
            CREATE FUNCTION check_points_balance() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT 1 FROM points_entries WHERE transaction_id = NEW.transaction_id HAVING sum(amount) <> 0) THEN
                    RAISE EXCEPTION 'points transaction % does not sum to zero', NEW.transaction_id;
                END IF;
                RETURN NULL;
            END $$;
            """);
        migration.Sql(
            """
            CREATE CONSTRAINT TRIGGER points_entries_balance AFTER INSERT ON points_entries
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_points_balance();
            """);
    }
}
