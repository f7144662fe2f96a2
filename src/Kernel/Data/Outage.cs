using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Guildhall.Kernel.Http;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Guildhall.Kernel.Data;

/// <summary>What is missing for a while, or until an operator acts.</summary>
public enum OutageKind
{
    /// <summary>The disk of the data folder or of the database has no room left.</summary>
    Full,

    /// <summary>The database does not answer, is locked by another program, or cannot be opened or written.</summary>
    Unavailable,

    /// <summary>The database answers that its own file is damaged.</summary>
    Damaged,
}

/// <summary>
/// A failure of the disk or of the database, as opposed to a bug: visitors are told to come back later, the operator reads one line, and
/// the program goes on by itself as soon as the cause is gone.
/// </summary>
/// <param name="Detail">One line of the driver or the system. It may name hosts and files, so it is never shown to visitors.</param>
public sealed record Outage(OutageKind Kind, string Detail)
{
    // Codes of sqlite.org/rescode.html.
    private const int SqliteBusy = 5, SqliteReadOnly = 8, SqliteIoError = 10, SqliteCorrupt = 11;
    private const int SqliteFull = 13, SqliteCannotOpen = 14, SqliteNotADatabase = 26, SqliteSharedMemorySize = 4874;

    /// <summary>For the operator's terminal and log: one sentence, or two.</summary>
    public string Sentence => Kind switch
    {
        OutageKind.Full => $"The disk is full: {Detail}",
        OutageKind.Damaged =>
            $"The database is damaged: {Detail} Stop the program, look with guildhall database check, and restore the newest backup.",
        _ => $"The database does not answer: {Detail}",
    };

    /// <returns><c>null</c> when neither the disk nor the database is to blame for the exception.</returns>
    public static Outage? Of(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            // Another server that cannot be reached is not our database.
            if (error is HttpRequestException)
                return null;
            if (KindOf(error) is { } kind)
                return new Outage(kind, OneLine(error.Message));
        }
        return null;
    }

    /// <summary>
    /// What a visitor is told. Nothing is promised of what was sent: when a connection breaks, nobody knows whether it was saved.
    /// </summary>
    public Refused Refusal() => Kind switch
    {
        OutageKind.Full => new Refused("storage_full", 507,
            "This site has run out of storage, so nothing can be saved right now. Try again in a few minutes.")
        {
            RetryAfter = TimeSpan.FromMinutes(2),
        },
        OutageKind.Damaged => new Refused("database_damaged", 503, "This site can't read its data. Its operator needs to repair it first.")
        {
            RetryAfter = TimeSpan.FromMinutes(5),
        },
        _ => new Refused("database_unavailable", 503,
            "This site can't reach its data right now. Try again shortly, and check first whether your last change was saved.")
        {
            RetryAfter = TimeSpan.FromSeconds(10),
        },
    };

    private static OutageKind? KindOf(Exception error) => error switch
    {
        SqliteException sqlite => OfSqlite(sqlite),
        DbException other => OfPostgres(other),
        IOException file when IsDiskFull(file.HResult) => OutageKind.Full,
        _ => null,
    };

    private static OutageKind? OfSqlite(SqliteException error) => error.SqliteErrorCode switch
    {
        SqliteFull => OutageKind.Full,
        SqliteIoError when error.SqliteExtendedErrorCode == SqliteSharedMemorySize => OutageKind.Full,
        SqliteBusy or SqliteReadOnly or SqliteIoError or SqliteCannotOpen => OutageKind.Unavailable,
        SqliteCorrupt or SqliteNotADatabase => OutageKind.Damaged,
        _ => null,
    };

    // By itself, so that SQLite does not load the other driver.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OutageKind? OfPostgres(DbException error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => OutageKind.Full,
        PostgresException { SqlState: "XX001" or "XX002" } => OutageKind.Damaged,
        PostgresException answer => IsRefusalOfAll(answer.SqlState) ? OutageKind.Unavailable : null,
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException or AuthenticationException } =>
            OutageKind.Unavailable,
        _ => null,
    };

    /// <summary>
    /// Answers that every request would get (postgresql.org/docs/current/errcodes-appendix.html): connection lost, credentials refused,
    /// database gone, resources used up, shutting down, read-only standby, error of its disk.
    /// </summary>
    private static bool IsRefusalOfAll(string state) => state[..2] is "08" or "28" or "53"
        || state is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.IoError;

    /// <summary>ENOSPC and EDQUOT (122 on Linux, 69 on macOS); on Windows ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.</summary>
    private static bool IsDiskFull(int code) => OperatingSystem.IsWindows()
        ? code is unchecked((int)0x80070027) or unchecked((int)0x80070070)
        : code == 28 || code == (OperatingSystem.IsMacOS() ? 69 : 122);

    private static string OneLine(string message)
    {
        var line = string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.EndsWith('.') ? line : line + '.';
    }
}
