using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Guildhall.Kernel.Data;

/// <summary>A unique index or key that said no: somebody else was first. Anything else that a save throws is not for catching.</summary>
public static class Collisions
{
    public static bool IsCollision(this DbUpdateException failure) => failure.InnerException switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        // SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY
        SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } => true,
        _ => false,
    };
}
