using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Hosting;

/// <summary>An installation that notes what it asks its database by EF.</summary>
public sealed partial class CountedApp : GuildhallApp, ILoggerProvider, ILogger
{
    private const string Commands = "Microsoft.EntityFrameworkCore.Database.Command";

    public ConcurrentQueue<string> Asked { get; } = [];

    protected override void Arrange(IServiceCollection services) =>
        services.AddLogging(logging => logging.AddProvider(this).AddFilter<CountedApp>(Commands, LogLevel.Information));

    public ILogger CreateLogger(string categoryName) =>
        categoryName == Commands ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.CommandExecuted.Id)
            Asked.Enqueue(formatter(state, exception));
    }

    public void Dispose() { }

    public static void AtMost(int most, int asked, [CallerArgumentExpression(nameof(asked))] string phase = "") =>
        Assert.True(asked <= most, $"{phase} asks the database {asked} times, not {most} at most. GUILDHALL_STATEMENTS shows for what.");

    /// <summary>
    /// How many since the last time, without the looks of workers for what is due, which are for all orders together; with
    /// GUILDHALL_STATEMENTS they are written to that file.
    /// </summary>
    public int Taken(string phase)
    {
        List<string> asked = [];
        while (Asked.TryDequeue(out var one))
        {
            if (!IsLook(one))
                asked.Add(one);
        }
        if (Environment.GetEnvironmentVariable("GUILDHALL_STATEMENTS") is { Length: > 0 } file)
            File.AppendAllText(file, $"== {phase}: {asked.Count}\n{string.Join('\n', asked)}\n");
        return asked.Count;
    }

    private static bool IsLook(string asked) => !asked.Contains("UPDATE", StringComparison.Ordinal)
        && (Due().IsMatch(asked) || asked.Contains("import_batches", StringComparison.Ordinal)
            || asked.Contains("is_unindexed", StringComparison.Ordinal));

    [GeneratedRegex("(next_[a-z_]+|due_at)\"? <= @now")]
    private static partial Regex Due();
}
