using Microsoft.EntityFrameworkCore.Migrations;

namespace Guildhall.Migrations.Postgres;

internal static partial class Guards
{
    /// <summary>What was granted, revoked and asked for stays readable for every past instant.</summary>
    static partial void Memberships(MigrationBuilder migration)
    {
        AppendOnly(migration, "grants");
        AppendOnly(migration, "revocations");
        AppendOnly(migration, "prices");
    }
}
