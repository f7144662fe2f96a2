using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Guildhall.Load.Hosting;

/// <summary>bench/Worker as processes: nodes of an installation of which only what runs beside the pages is there.</summary>
internal sealed class Workers(string database, string folder)
{
    private readonly ConcurrentQueue<string> _complaints = [];

    /// <summary>What the processes that have ended by themselves said of failures.</summary>
    public string Complaints => string.Join('\n', _complaints);

    public async Task<string> RunAsync(params string[] arguments)
    {
        using var worker = Start(arguments);
        var errors = worker.StandardError.ReadToEndAsync();
        var output = await worker.StandardOutput.ReadToEndAsync();
        await worker.WaitForExitAsync();
        if (await errors is { Length: > 0 } complaint)
            _complaints.Enqueue(complaint);
        return worker.ExitCode == 0 ? output.Trim()
            : throw new InvalidOperationException($"A worker ended with {worker.ExitCode}:\n{Complaints}");
    }

    /// <summary>Until it is killed or done.</summary>
    public Process Start(params string[] arguments) => Processes.Start("dotnet",
        [Repository.PathOf("bench", "Worker", "bin", "Release", "net10.0", "Guildhall.Worker.dll"), database, .. arguments], folder, []);

    public async Task<double> EnqueueAsync(int count) =>
        double.Parse(await RunAsync("enqueue", Whole(count)), CultureInfo.InvariantCulture);

    /// <returns>Seconds from the first process's start of work to the last one's end.</returns>
    public async Task<double> DrainAsync(int processes, string done)
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => RunAsync("drain", done, "0")));
        var moments = runs.Select(r => r.Split(' ').Select(m => long.Parse(m, CultureInfo.InvariantCulture)).ToArray()).ToList();
        return (moments.Max(m => m[1]) - moments.Min(m => m[0])) / 1000.0;
    }

    /// <summary>The numbers of what was done, in any order.</summary>
    /// <param name="process">0 for all.</param>
    public static IReadOnlyList<int> Done(string folder, int process = 0) =>
        [.. Directory.GetFiles(folder, process == 0 ? "*.done" : $"{Whole(process)}.done").SelectMany(File.ReadAllLines)
            .Select(l => int.Parse(l, CultureInfo.InvariantCulture))];

    public static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);
}
