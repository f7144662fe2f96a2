using System.Diagnostics;
using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Work;
using Guildhall.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

// Guildhall.Worker DATABASE enqueue COUNT        puts probes into the queue, fifty a save; prints the seconds
// Guildhall.Worker DATABASE drain FOLDER PAUSE    does what is due until nothing is left; prints its first and its last moment
// Guildhall.Worker DATABASE work FOLDER PAUSE     the same for ever, until it is killed
// Guildhall.Worker DATABASE rest HANDLERS SECONDS does nothing, with so many handlers; prints the processor time in milliseconds
// The queue of a node without its pages. DATABASE is that of an installation, as Guildhall__Database names it; each process writes
// what it has done into a file of its own in FOLDER, and each probe takes PAUSE milliseconds.
await using var node = Node.On(args[0], handlers: args[1] == "rest" ? Number(2) : 0, args[1] == "rest" ? null : new Probes(args[2], Number(3)));
switch (args[1])
{
    case "enqueue":
        await EnqueueAsync(Number(2));
        break;
    case "drain":
        var from = TimeProvider.System.GetUtcNow();
        // What another process was faster to take, or failed on a busy server, is not the end.
        do
        {
            await node.Runner.DrainAsync(default);
        }
        while (await AnyLeftAsync());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{from.ToUnixTimeMilliseconds()} {TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}"));
        break;
    case "work":
        while (true)
        {
            await node.Runner.DrainAsync(default);
            await Task.Delay(200);
        }
    case "rest":
        await RestAsync(Number(3));
        break;
}

int Number(int at) => at < args.Length ? int.Parse(args[at], CultureInfo.InvariantCulture) : 0;

async Task EnqueueAsync(int count)
{
    const int InOneSave = 50;
    var watch = Stopwatch.StartNew();
    for (var i = 0; i < count; i += InOneSave)
    {
        await using var scope = node.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        foreach (var number in Enumerable.Range(i, Math.Min(InOneSave, count - i)))
            db.Enqueue(() => new WorkOrder(number.ToString(CultureInfo.InvariantCulture), new Probe(number)));
        await db.SaveChangesAsync();
    }
    Console.WriteLine(watch.Elapsed.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture));
}

async Task<bool> AnyLeftAsync()
{
    await using var scope = node.Services.CreateAsyncScope();
    if (!await scope.ServiceProvider.GetRequiredService<AppDb>().Set<WorkItem>().AnyAsync())
        return false;
    await Task.Delay(20);
    return true;
}

async Task RestAsync(int seconds)
{
    await node.StartAsync();
    // What a start needs once: compiling, the first round of everything.
    await Task.Delay(TimeSpan.FromSeconds(15));
    var before = Environment.CpuUsage.TotalTime;
    await Task.Delay(TimeSpan.FromSeconds(seconds));
    Console.WriteLine((Environment.CpuUsage.TotalTime - before).TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture));
}
