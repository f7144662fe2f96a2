using Guildhall.Kernel.Data;
using Microsoft.Extensions.Options;

namespace Guildhall.Web.Hosting;

/// <summary>
/// While the disk is full or the database is away, everything fails: requests, loops, the framework's own services, each with a stack trace
/// a second. This stands between them and the log. An exception that an outage explains makes one line when the outage begins, in place
/// of its own; with Debug its own is written too.
/// </summary>
internal sealed partial class OutageLog(ILoggerFactory inner, StorageHealth health) : ILoggerFactory
{
    private readonly ILogger _log = inner.CreateLogger(typeof(StorageHealth).FullName!);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<StorageHealth>();
        services.AddSingleton(s => new OutageLog(Platform(s), s.GetRequiredService<StorageHealth>()));
        services.AddSingleton<ILoggerFactory>(s => s.GetRequiredService<OutageLog>());
    }

    /// <summary>As AddLogging would make it.</summary>
    private static LoggerFactory Platform(IServiceProvider services) => new(
        services.GetServices<ILoggerProvider>(), services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
        services.GetService<IOptions<LoggerFactoryOptions>>(), services.GetService<IExternalScopeProvider>());

    public void Notice(Outage outage)
    {
        if (health.Notice(outage))
            Begun(outage.Sentence);
    }

    /// <summary>After a trial that went well.</summary>
    public void Recover()
    {
        if (health.Recover() is { } lasted)
            Ended((long)lasted.TotalSeconds);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(inner.CreateLogger(categoryName), this);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    private bool Explains(Exception error)
    {
        if (Outage.Of(error) is not { } outage)
            return false;
        Notice(outage);
        return !_log.IsEnabled(LogLevel.Debug);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Outage} This node is not ready until that has passed")]
    private partial void Begun(string outage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Disk and database serve again after {Seconds} s; this node is ready")]
    private partial void Ended(long seconds);

    private sealed class Logger(ILogger inner, OutageLog outages) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel level) => inner.IsEnabled(level);

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is null || level < LogLevel.Warning || !outages.Explains(exception))
                inner.Log(level, id, state, exception, formatter);
        }
    }
}
