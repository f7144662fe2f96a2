using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Sqlite;

internal static partial class Guards
{
    /// <summary>The transaction id alone may be set anew: a restore moves rows into another cluster.</summary>
    static partial void Kernel(MigrationBuilder migration)
    {
        AppendOnly(migration, "activities", "community_id", "actor_id", "kind", "subject_kind", "subject_id", "at", "payload");
    }
}
