using System.Net.Sockets;
using Guildhall.Kernel.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Guildhall.App.Tests.Operations;

/// <summary>What is told apart from a bug.</summary>
[Trait("Database", "none")]
public class Outages
{
    public static TheoryData<string, Exception, OutageKind> Explained => new()
    {
        { "SQLite full", new SqliteException("database or disk is full", 13), OutageKind.Full },
        { "SQLite full, seen by EF", new DbUpdateException("Not saved.", new SqliteException("disk is full", 13)), OutageKind.Full },
        { "shared memory of SQLite", new SqliteException("disk I/O error", 10, 4874), OutageKind.Full },
        { "a file on a full disk", new IOException("No space left on device : '/data/x'", 28), OutageKind.Full },
        { "SQLite read-only", new SqliteException("attempt to write a readonly database", 8), OutageKind.Unavailable },
        { "SQLite locked by another program", new SqliteException("database is locked", 5), OutageKind.Unavailable },
        { "SQLite damaged", new SqliteException("database disk image is malformed", 11), OutageKind.Damaged },
        { "no SQLite", new SqliteException("file is not a database", 26), OutageKind.Damaged },
        { "server away", new NpgsqlException("Failed to connect", new SocketException(111)), OutageKind.Unavailable },
        { "server away, seen by EF", new InvalidOperationException("likely transient", Broken), OutageKind.Unavailable },
        { "server silent", new NpgsqlException("Timeout during reading attempt", new TimeoutException()), OutageKind.Unavailable },
        { "server shutting down", Answer("57P01"), OutageKind.Unavailable },
        { "database gone", Answer("3D000"), OutageKind.Unavailable },
        { "too many connections", Answer("53300"), OutageKind.Unavailable },
        { "server's disk full", Answer("53100"), OutageKind.Full },
        { "server's page damaged", Answer("XX001"), OutageKind.Damaged },
    };

    public static TheoryData<string, Exception> NotExplained => new()
    {
        { "a constraint", new SqliteException("UNIQUE constraint failed", 19, 2067) },
        { "a table that is not there", Answer("42P01") },
        { "a deadlock", Answer("40P01") },
        { "a missing file", new FileNotFoundException("Could not find file") },
        { "another server", new HttpRequestException("Connection refused", new SocketException(111)) },
        { "a command already in progress", new NpgsqlException("A command is already in progress") },
        { "a bug", new InvalidOperationException("Sequence contains no elements") },
    };

    [Theory, MemberData(nameof(Explained))]
    public void Explain(string what, Exception error, OutageKind kind) => Assert.True(Outage.Of(error)?.Kind == kind, what);

    [Theory, MemberData(nameof(NotExplained))]
    public void Do_not_explain(string what, Exception error) => Assert.True(Outage.Of(error) is null, what);

    [Fact]
    public void Tell_the_operator_in_one_line() => Assert.Equal(
        "The database does not answer: One line. And another.", Outage.Of(new SqliteException("One line.\n  And another", 5))!.Sentence);

    private static NpgsqlException Broken => new("Exception while reading", new EndOfStreamException());

    private static PostgresException Answer(string state) => new("message", "FATAL", "FATAL", state);
}
