using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Postgres;

internal static partial class Guards
{
    /// <summary>The transaction id alone may be set anew: a restore moves rows into another cluster.</summary>
    static partial void Kernel(MigrationBuilder migration)
    {
        migration.Sql(
            """
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
            END $$;
            """);
        AppendOnly(migration, "activities", "community_id", "actor_id", "kind", "subject_kind", "subject_id", "at", "payload");
    }
}
