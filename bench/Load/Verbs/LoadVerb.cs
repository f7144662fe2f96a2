using System.CommandLine;
using System.Globalization;
using System.Text;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;
using Guildhall.Load.Loading;

namespace Guildhall.Load.Verbs;

/// <summary>
/// <c>load</c>: requests per second, latency and processor time of the pages that are read most, in small and in large communities.
/// </summary>
internal static class LoadVerb
{
    public static Command Command()
    {
        var sizes = new Option<int[]>("--articles") { Description = "Sizes of the community, in articles.",
            DefaultValueFactory = _ => [1000, 100_000], AllowMultipleArgumentsPerToken = true };
        var clients = new Option<int>("--clients") { Description = "Connections that ask at the same time.", DefaultValueFactory = _ => 8 };
        var seconds = new Option<double>("--seconds") { Description = "Length of a round.", DefaultValueFactory = _ => 5 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds of each; figures are medians.", DefaultValueFactory = _ => 5 };
        var warmUp = new Option<double>("--warm-up") { Description = "Seconds of each before the first round.", DefaultValueFactory = _ => 8 };
        var postgres = new Option<string?>("--postgres") { Description = "On this PostgreSQL server instead of SQLite: postgres://user:password@host:port/name. Databases are made there and dropped." };
        var data = new Option<string?>("--data") { Description = "Keep the filled communities in this folder and use them again; SQLite only." };
        var only = new Option<string?>("--only") { Description = "Only scenarios whose name contains this." };
        var verb = new Command("load", "Measure pages under load.") { sizes, clients, seconds, rounds, warmUp, postgres, data, only };
        verb.SetAction((parsed, _) => RunAsync(new Wish(
            [.. parsed.GetValue(sizes)!.Order()], parsed.GetValue(clients), parsed.GetValue(seconds), parsed.GetValue(rounds),
            parsed.GetValue(warmUp),
            parsed.GetValue(postgres), parsed.GetValue(data), parsed.GetValue(only) ?? "")));
        return verb;
    }

    private static async Task<int> RunAsync(Wish wish)
    {
        using var temporary = new TemporaryFolder();
        await using var databases = wish.Postgres is { } server ? new PostgresDatabases(server) : null;
        var libraries = new List<Library>();
        try
        {
            foreach (var articles in wish.Sizes)
            {
                var folder = Path.Combine(databases is null && wish.Data is { } kept ? kept : temporary.Path(),
                    articles.ToString(CultureInfo.InvariantCulture));
                var guildhall = new Installation(folder, databases is null ? "" : await databases.CreateAsync(articles));
                libraries.Add(await Library.FillAsync(guildhall, articles));
            }
            var protocol = Protocol(wish, databases is null ? null : await databases.VersionAsync()).ToList();
            await MeasureAsync(wish, libraries, protocol);
        }
        finally
        {
            foreach (var library in libraries)
                await library.Guildhall.DisposeAsync();
        }
        return 0;
    }

    private static async Task MeasureAsync(Wish wish, List<Library> libraries, List<(string Name, string Value)> protocol)
    {
        var own = new List<Subject>();
        foreach (var library in libraries)
        {
            await library.Guildhall.ServeAsync(pinned: true);
            own.AddRange(Scenarios.Of(library, await NewCommunity.SignInAsync(library.Guildhall.Address)));
        }
        // Read as a browser does: on the wire a page that is not cached comes in chunks.
        using var visitor = new Browser(libraries[0].Guildhall.Address);
        var slug = libraries[0].OpenSlugs[libraries[0].OpenSlugs.Count / 2];
        var page = await visitor.ReadAsync($"/c/{NewCommunity.Slug}/articles/{slug}");
        await using var peers = new Peers();
        await peers.StartAsync(Encoding.UTF8.GetBytes(page), Encoding.UTF8.GetBytes(await libraries[0].TextAsync(slug)), libraries);

        var measurement = new Measurement(wish.Clients, wish.Seconds);
        List<Subject> subjects =
            [.. peers.Subjects(libraries), .. own.Where(s => s.Scenario.Contains(wish.Only, StringComparison.OrdinalIgnoreCase))];
        measurement.WarmUp(subjects, wish.WarmUp);
        for (var round = 1; round <= wish.Rounds; round++)
        {
            Report.Progress($"Round {round} of {wish.Rounds} …");
            measurement.Run(subjects);
        }
        LoadReport.Print(measurement, subjects, protocol);
    }

    private static IEnumerable<(string Name, string Value)> Protocol(Wish wish, string? postgres)
    {
        foreach (var line in Machine.Describe())
            yield return line;
        yield return ("database", postgres is null ? "SQLite, WAL, synchronous=FULL, a file" : $"PostgreSQL {postgres}; its own processor time is not counted and it is not pinned");
        yield return ("cores", Machine.CanPin ? "server on the first, clients on the others" : "not pinned: clients take from the server");
        yield return ("load", string.Create(CultureInfo.InvariantCulture, $"closed loop, {wish.Clients} keep-alive connections, {wish.Rounds} rounds of {wish.Seconds:0.#} s for each line in turn, after {wish.WarmUp:0.#} s of warm-up"));
        yield return ("articles", "1,000 generated ones, 1,000 to 2,000 characters, imported from Markdown, half of them behind the paid tier; beyond that their rows and index entries copied in the database; one at random per request");
        yield return ("figures", "medians of the rounds; processor time of the server process, user and system, from /proc; ratios within a round, then their median");
    }

    private sealed record Wish(
        IReadOnlyList<int> Sizes, int Clients, double Seconds, int Rounds, double WarmUp, string? Postgres, string? Data, string Only);
}
