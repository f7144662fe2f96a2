using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Verbs;

/// <summary><c>import</c>: how fast a folder of Markdown is taken in, and whether memory stays flat meanwhile.</summary>
internal static class ImportVerb
{
    public static Command Command()
    {
        var articles = new Option<int>("--articles") { Description = "Articles in the generated folder; one in three has a picture of 40 kB.", DefaultValueFactory = _ => 5000 };
        var verb = new Command("import", "Measure the import of a folder of Markdown. GUILDHALL_SAMPLE_DOCS names a second folder, of yours.") { articles };
        verb.SetAction((parsed, _) => RunAsync(parsed.GetValue(articles)));
        return verb;
    }

    private static async Task<int> RunAsync(int articles)
    {
        using var folder = new TemporaryFolder();
        await using var guildhall = new Installation(folder.Path("data"));
        await guildhall.ServeAsync();
        await NewCommunity.SetUpAsync(guildhall);
        await guildhall.StopAsync();

        Report.Progress($"Writing {articles} articles …");
        ArticleWriter.WriteFolder(folder.Path("generated"), articles, seed: 3, pictures: true);
        var runs = new List<ImportRun>
        {
            await MeasureAsync(guildhall, folder.Path("generated"), $"{articles} generated articles"),
            await MeasureAsync(guildhall, folder.Path("generated"), "the same once more"),
        };
        if (Environment.GetEnvironmentVariable("GUILDHALL_SAMPLE_DOCS") is { Length: > 0 } sample)
        {
            runs.Add(await MeasureAsync(guildhall, Path.GetFullPath(sample), $"folder {Path.GetFileName(sample.TrimEnd('/'))}"));
            runs.Add(await MeasureAsync(guildhall, Path.GetFullPath(sample), "the same once more"));
        }
        if (runs[0].Created != articles)
            throw new InvalidOperationException($"{runs[0].Created} of {articles} articles were imported.");
        Print(runs);
        return 0;
    }

    private static async Task<ImportRun> MeasureAsync(Installation guildhall, string folder, string name)
    {
        Report.Progress($"Importing {name} …");
        var watch = Stopwatch.StartNew();
        using var import = guildhall.StartVerb("import", "markdown", folder, "--community", NewCommunity.Slug, "--json");
        var answer = Installation.ReadVerbAsync(import);
        using var watching = new MemoryWatch(import, Path.Combine(guildhall.Folder, "guildhall.db"));
        var memory = await watching.RunAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        var report = JsonSerializer.Deserialize<JsonElement>(await answer);
        return new ImportRun(name, seconds, Count("created"), Count("updated"), Count("unchanged"), Count("errors"), memory);

        int Count(string field) => report.GetProperty(field).GetInt32();
    }

    private static void Print(List<ImportRun> runs)
    {
        Report.Heading("Import of Markdown",
        [
            .. Machine.Describe(),
            ("import", "`guildhall import markdown FOLDER` as a process on SQLite, from its start to its end: looking through, storing pictures, rendering, indexing; not pinned; the generated articles have 1,000 to 2,000 characters, one in three a picture of 40 kB"),
            ("memory", "VmRSS from /proc every half second; 10 %, 50 % and 100 % of the articles that the run adds are those found in the database at that moment; peak is VmHWM"),
        ]);
        Report.Table(
            ["folder", "new", "changed", "unchanged", "errors", "s", "articles/s", "MB at 10 %", "MB at 50 %", "MB at 100 %", "MB at most"],
            runs.Select(r => (string[])
            [
                r.Name, Whole(r.Created), Whole(r.Updated), Whole(r.Unchanged), Whole(r.Errors), Report.Number(r.Seconds, 1),
                Report.Number((r.Created + r.Updated + r.Unchanged) / r.Seconds, 0), Megabytes(r.Memory, 0.1), Megabytes(r.Memory, 0.5),
                Megabytes(r.Memory, 1), Report.Number(r.Memory.Peak, 0),
            ]));
        var memory = runs[0].Memory;
        Report.Aims([Report.Aim("memory at 100 % to memory at 10 %", memory.At(1) / memory.At(0.1), 1.25, "times")]);
    }

    private static string Whole(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Megabytes(MemoryOfRun memory, double share) =>
        memory.At(share) is var megabytes && double.IsNaN(megabytes) ? "–" : Report.Number(megabytes, 0);

    private sealed record ImportRun(string Name, double Seconds, int Created, int Updated, int Unchanged, int Errors, MemoryOfRun Memory);
}
