using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using Guildhall.App.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;

[assembly: AssemblyFixture(typeof(QueriesMade))]

namespace Guildhall.App.Tests.Hosting;

/// <summary>
/// What a run asked of its database, in words that are the same on every database: queries as they stand in the code, SQL that
/// is written by hand, and which kinds of rows were added, changed or deleted. GUILDHALL_TEST_QUERIES names the file that lists them;
/// bin/test compares the lists of both databases, so that a class which is left out on PostgreSQL takes no query with it.
/// </summary>
public sealed class QueriesMade : IDisposable
{
    private static readonly ConcurrentDictionary<string, bool> Made = [];

    private static string? File => Environment.GetEnvironmentVariable("GUILDHALL_TEST_QUERIES");

    /// <summary>One instance, because EF keeps compiled queries per set of interceptors.</summary>
    private static readonly Recorder Shared = new();

    internal static void Record(DbContextOptionsBuilder options)
    {
        options.AddInterceptors(NumberedTables.Shared);
        if (File is not null)
            options.AddInterceptors(Shared);
    }

    public void Dispose()
    {
        if (File is not null)
            System.IO.File.WriteAllLines(File, Made.Keys.Order(StringComparer.Ordinal));
    }

    private static void Add(string what) =>
        Made.TryAdd(string.Join(' ', what.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), true);

    private sealed class Recorder : SaveChangesInterceptor, IQueryExpressionInterceptor, IDbCommandInterceptor
    {
        /// <summary>Once for each query of the code: EF keeps what it has compiled.</summary>
        public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
        {
            Add(ExpressionPrinter.Print(queryExpression));
            return queryExpression;
        }

        public DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
        {
            if (eventData.CommandSource == CommandSource.ExecuteSqlRaw)
                Add(result.CommandText);
            return result;
        }

        public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
        {
            AddChanges(eventData.Context!);
            return result;
        }

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancel = default)
        {
            AddChanges(eventData.Context!);
            return ValueTask.FromResult(result);
        }

        private static void AddChanges(DbContext db)
        {
            foreach (var row in db.ChangeTracker.Entries().Where(e => e.State is not (EntityState.Unchanged or EntityState.Detached)))
                Add($"{row.State} {row.Metadata.ShortName()}");
        }
    }
}
