using System.Globalization;
using Guildhall.Kernel.Work;

namespace Guildhall.Worker;

/// <summary>Work that leaves a line behind and takes as long as it is told to.</summary>
internal sealed record Probe(int Number);

internal sealed class DoProbe(Probes probes) : IWork<Probe>
{
    public Task RunAsync(Probe payload, WorkContext context, CancellationToken cancel) => probes.DoAsync(payload.Number, cancel);
}

/// <summary>A file of this process alone; what is written to it outlives a kill.</summary>
internal sealed class Probes(string folder, int pause)
{
    private readonly string _file =
        Path.Combine(folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + ".done");

    private readonly Lock _lock = new();

    public async Task DoAsync(int number, CancellationToken cancel)
    {
        if (pause > 0)
            await Task.Delay(pause, cancel);
        lock (_lock)
            File.AppendAllText(_file, number.ToString(CultureInfo.InvariantCulture) + "\n");
    }
}
