using System.CommandLine;
using System.Globalization;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Verbs;

/// <summary><c>start</c>: from the start of the published program to its first page, and what it then holds in memory.</summary>
internal static class StartVerb
{
    private const int Requests = 100;
    private const double MostSeconds = 1.5, MostMegabytes = 180;

    public static Command Command()
    {
        var rounds = new Option<int>("--rounds") { Description = "Starts; the figure is their median.", DefaultValueFactory = _ => 9 };
        var articles = new Option<int>("--articles") { Description = "Articles in the database that it starts with.", DefaultValueFactory = _ => 1000 };
        var rest = new Option<int>("--rest") { Description = "Seconds of rest before memory is looked at.", DefaultValueFactory = _ => 10 };
        var verb = new Command("start", "Measure start and idle memory.") { rounds, articles, rest };
        verb.SetAction((parsed, _) =>
            RunAsync(parsed.GetValue(rounds), parsed.GetValue(articles), TimeSpan.FromSeconds(parsed.GetValue(rest))));
        return verb;
    }

    private static async Task<int> RunAsync(int rounds, int articles, TimeSpan rest)
    {
        using var folder = new TemporaryFolder();
        await using var guildhall = new Installation(folder.Path("data"));
        var library = await Library.FillAsync(guildhall, articles);

        // The first brings the program's files into the system's cache and is not counted.
        await StartAsync(guildhall);
        var times = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            times.Add(await StartAsync(guildhall));
            Report.Progress($"Start {round}: {times[^1]:0.000} s");
        }

        await guildhall.ServeAsync();
        await Task.Delay(rest);
        var idle = Linux.ResidentMegabytes(guildhall.ProcessId);
        await ReadAsync(library);
        await Task.Delay(rest);
        var used = Linux.ResidentMegabytes(guildhall.ProcessId);
        var peak = Linux.PeakMegabytes(guildhall.ProcessId);
        Print(times, idle, used, peak, articles, rest);
        return 0;
    }

    private static async Task<double> StartAsync(Installation guildhall)
    {
        var time = await guildhall.ServeAsync();
        await guildhall.StopAsync();
        return time.TotalSeconds;
    }

    private static async Task ReadAsync(Library library)
    {
        using var visitor = new Browser(library.Guildhall.Address);
        for (var i = 0; i < Requests; i++)
            await visitor.ReadAsync(i % 10 == 0 ? $"/c/{NewCommunity.Slug}" : $"/c/{NewCommunity.Slug}/articles/{library.OpenSlugs[i * 3 % library.OpenSlugs.Count]}");
    }

    private static void Print(List<double> times, double idle, double used, double peak, int articles, TimeSpan rest)
    {
        Report.Heading("Start and idle memory",
        [
            .. Machine.Describe(),
            ("start", string.Create(CultureInfo.InvariantCulture, $"the published program as a process on an existing SQLite database with {articles} articles, until the first 200 at / (the redirect to the only community followed); one start before is not counted; not pinned")),
            ("memory", string.Create(CultureInfo.InvariantCulture, $"VmRSS from /proc, {rest.TotalSeconds:0} s after the start, and again {rest.TotalSeconds:0} s after {Requests} requests of articles and the home page")),
        ]);
        Report.Table(["figure", "median", "least", "most"],
        [
            ["start to the first 200, s", Report.Number(times.Median(), 2), Report.Number(times.Min(), 2), Report.Number(times.Max(), 2)],
            ["resident at rest, MB", Report.Number(idle, 0), "–", "–"],
            [$"resident at rest after {Requests} requests, MB", Report.Number(used, 0), "–", Report.Number(peak, 0)],
        ]);
        Report.Aims([Report.Aim("start", times.Median(), MostSeconds, "s"), Report.Aim("resident at rest", idle, MostMegabytes, "MB"),
            Report.Aim($"resident after {Requests} requests", used, MostMegabytes, "MB")]);
    }
}
