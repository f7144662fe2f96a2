using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Sqlite;

internal static partial class Guards
{
    /// <summary>What was granted, revoked and asked for stays readable for every past instant.</summary>
    static partial void Memberships(MigrationBuilder migration)
    {
        AppendOnly(migration, "grants");
        AppendOnly(migration, "revocations");
        AppendOnly(migration, "prices");
    }

    /// <summary>
    /// Guards the table of grants again. SQLite changes a check by making the table anew, at the end of its migration, and triggers do
    /// not come along: so this belongs to a migration of its own after it.
    /// </summary>
    public static void GuardGrants(this MigrationBuilder migration) => AppendOnly(migration, "grants");
}
