using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Guildhall.App.Tests.Hosting;

/// <summary>
/// Refuses, in every test, a kind of SQL that grows with the history: a row of several columns that a projection asks for by First() is
/// translated to ROW_NUMBER() over a whole table. On PostgreSQL a page of the chat took ten seconds so, at ten thousand messages. Join
/// instead, or ask a second time for the few that are needed.
/// </summary>
internal sealed class NumberedTables : DbCommandInterceptor
{
    /// <summary>One instance, because EF keeps compiled queries per set of interceptors.</summary>
    public static readonly NumberedTables Shared = new();

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result) => Numbers(result.CommandText)
        ? throw new InvalidOperationException($"This query numbers a whole table; join instead of First(): {result.CommandText}")
        : result;

    internal static bool Numbers(string sql) => sql.Contains("ROW_NUMBER() OVER(PARTITION BY", StringComparison.Ordinal);
}
