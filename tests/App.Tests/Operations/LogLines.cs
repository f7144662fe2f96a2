using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Operations;

/// <summary>What the program logged, warnings and worse.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, string Text, Exception? Exception)> _lines = new();

    public IReadOnlyList<(string Category, string Text, Exception? Exception)> Taken => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose() { }

    private sealed class Logger(string category, ConcurrentQueue<(string, string, Exception?)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => level >= LogLevel.Warning;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(level))
                lines.Enqueue((category, formatter(state, exception), exception));
        }
    }
}
