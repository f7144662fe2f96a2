using Guildhall.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Processors;

/// <summary>
/// What is set for the processors, in the browser or by the environment, which wins. Pages ask on every view, so all of it is read at
/// once and kept for some seconds; a change on another node is heard that late.
/// </summary>
internal sealed class ProcessorSettings(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private volatile Read? _read;

    public async ValueTask<ProcessorValues> GetAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_read is { } read && now - read.At < Kept && now >= read.At)
            return read.Values;
        await using var scope = scopes.CreateAsyncScope();
        // The processors themselves ask here, so they are looked up when they are all made.
        var keys = scope.ServiceProvider.GetServices<IPaymentProcessor>().SelectMany(p => p.Settings).Select(s => s.Key).ToList();
        var values = new ProcessorValues(await scope.ServiceProvider.GetRequiredService<InstallationSettings>().ReadAsync(keys, cancel));
        _read = new Read(values, now);
        return values;
    }

    public void Forget() => _read = null;

    private sealed record Read(ProcessorValues Values, DateTimeOffset At);
}

internal sealed class ProcessorValues(IReadOnlyDictionary<string, string> values)
{
    /// <summary>Empty when it is not set.</summary>
    public string this[string key] => values.GetValueOrDefault(key, "");

    public bool Has(string key) => this[key].Length > 0;
}
