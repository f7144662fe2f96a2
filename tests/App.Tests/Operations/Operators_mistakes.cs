using System.CommandLine;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Http;
using Guildhall.Web;

namespace Guildhall.App.Tests.Operations;

/// <summary>
/// Every verb of the program, found in its command line, meets what an operator gets wrong or suffers: it ends with one sentence on
/// standard error and exit code 1, never with a stack trace.
/// </summary>
[Trait("Database", "none")]
public sealed class Operators_mistakes : IDisposable
{
    /// <summary>Good enough to get past the command line; a new verb whose required words are not here fails its tests.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["--name"] = "Ada", ["--email"] = "ada@example.org", ["--password"] = Person.Password,
        ["--member"] = "ada@example.org", ["--scopes"] = "users:read", ["--community"] = "library",
        ["TO"] = "disk",
    };

    private static readonly string[] Paths = ["FILE", "DIR"];

    // A place that even root cannot write.
    private const string Unwritable = "/proc/guildhall";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guildhall-mistakes-");

    /// <summary>Each verb as it is typed, e.g. "member create".</summary>
    public static TheoryData<string> All => [.. Leaves().Select(l => l.Name)];

    /// <summary>Those that are told a file or folder.</summary>
    public static TheoryData<string> WithPath =>
        [.. Leaves().Where(l => l.Verb.Arguments.Any(a => Paths.Contains(a.Name))).Select(l => l.Name)];

    private string Here(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Files_that_shall_move_where_no_bucket_is_set() =>
        Assert.Contains("No bucket is set", await ShouldSayItAsync("files move", Settings(Here("data"))));

    [Theory, InlineData("notaurl"), InlineData("http://198.51.100.7:5080")]
    public async Task An_address_at_which_nobody_can_listen(string address) => Assert.Contains(
        "Name another address", await ShouldSayItAsync("serve", [.. Settings(Here("data")), "--urls", address]));

    [Fact]
    public void Are_tried_with_every_verb()
    {
        HashSet<string> known =
        [
            "serve", "routes", "backup", "restore", "ledger check", "database check", "files move",
            "import markdown", "demo", "member create", "member link", "token create",
        ];

        Assert.Superset(known, Leaves().Select(l => l.Name).ToHashSet());
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_file_where_the_data_folder_should_be(string verb)
    {
        await File.WriteAllTextAsync(Here("data"), "no folder", TestContext.Current.CancellationToken);

        await ShouldSayItAsync(verb, Settings(Here("data")), unless: "routes");
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_data_folder_that_may_not_be_written(string verb) =>
        await ShouldSayItAsync(verb, Settings(Unwritable), unless: "routes");

    [Theory, MemberData(nameof(All))]
    public async Task A_database_in_a_folder_that_is_not_there(string verb) =>
        await ShouldSayItAsync(verb, Settings(Here("data"), Here("nowhere/guildhall.db")), unless: "routes");

    [Theory, MemberData(nameof(All))]
    public async Task A_folder_where_the_database_should_be(string verb)
    {
        Directory.CreateDirectory(Here("guildhall.db"));

        await ShouldSayItAsync(verb, Settings(Here("data"), Here("guildhall.db")), unless: "routes");
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_file_that_is_no_database(string verb)
    {
        Directory.CreateDirectory(Here("data"));
        await File.WriteAllTextAsync(Here("data/guildhall.db"), new string('x', 8192), TestContext.Current.CancellationToken);

        var told = await ShouldSayItAsync(verb, Settings(Here("data")), unless: ["routes", "database check", "restore"]);

        if (verb is not ("routes" or "database check" or "restore"))
            Assert.Contains("damaged", told);
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_database_server_that_is_not_there(string verb) =>
        await ShouldSayItAsync(verb, Settings(Here("data"), "postgres://guildhall:secret@127.0.0.1:1/guildhall"), unless: "routes");

    [Theory, MemberData(nameof(All))]
    public async Task A_full_disk(string verb)
    {
        using var disk = SmallDisk.MountOrSkip(_folder.FullName, 8);
        await using var database = await TestDatabase.CreateAsync(_folder, onPostgres: false);
        disk.Fill();

        // What only reads may go well.
        string[] readers = ["routes", "ledger check", "database check", "restore"];
        var told = await ShouldSayItAsync(verb, Settings(_folder.FullName), unless: readers, mayFail: true);

        if (verb == "serve")
            Assert.Contains("full", told);
    }

    /// <summary>A little room is left: the zip is begun, and cannot be ended.</summary>
    [Fact]
    public async Task A_backup_onto_a_full_disk()
    {
        var disk = Directory.CreateDirectory(Here("disk")).FullName;
        using var small = SmallDisk.MountOrSkip(disk, 8);
        small.Fill(leave: 4096);

        var told = await WithPathAsync("backup", Path.Combine(disk, "x.zip"));

        Assert.Contains("The disk is full", told);
        Assert.Empty(Directory.EnumerateFiles(disk, "x.zip*"));
    }

    [Theory, MemberData(nameof(WithPath))]
    public async Task A_folder_that_is_not_there(string verb) =>
        Assert.Contains("nowhere", await WithPathAsync(verb, Here("nowhere/x.zip")));

    [Theory, MemberData(nameof(WithPath))]
    public async Task A_place_that_may_not_be_written_or_read(string verb) => await WithPathAsync(verb, "/proc/x.zip");

    [Theory, MemberData(nameof(WithPath))]
    public async Task A_file_in_place_of_a_folder(string verb)
    {
        await File.WriteAllTextAsync(Here("file"), "no folder", TestContext.Current.CancellationToken);

        await WithPathAsync(verb, Here("file/x.zip"));
    }

    [Theory, MemberData(nameof(WithPath))]
    public async Task A_file_that_is_no_zip(string verb)
    {
        await File.WriteAllTextAsync(Here("one.md"), "# No zip", TestContext.Current.CancellationToken);

        await WithPathAsync(verb, Here("one.md"));
    }

    /// <summary>Case 54.</summary>
    [Theory]
    [InlineData("backup", "/nowhere/x.zip", "The folder /nowhere is not there.")]
    [InlineData("backup", "/proc/x.zip", "The folder /proc may not be written.")]
    [InlineData("backup", "/tmp", "/tmp is a folder.")]
    [InlineData("restore", "/tmp", "/tmp is a folder.")]
    [InlineData("restore", "/nowhere/x.zip", "There is no file /nowhere/x.zip.")]
    [InlineData("import markdown", "/nowhere", "There is no folder or zip /nowhere.")]
    public async Task Are_told_by_their_names(string verb, string path, string sentence) =>
        Assert.Contains(sentence, await WithPathAsync(verb, path));

    private Task<string> WithPathAsync(string verb, string path) => ShouldSayItAsync(verb, Settings(Here("data")), path);

    /// <param name="unless">Verbs that this does not concern, or that answer on standard output.</param>
    private async Task<string> ShouldSayItAsync(
        string verb, string[] settings, string? path = null, bool mayFail = false, params string[] unless)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        var errors = new StringWriter();

        var exit = await Verbs.RunAsync(Typed(verb, path ?? Here("x.zip")), settings, errors, deadline.Token);

        var told = errors.ToString();
        Assert.False(deadline.IsCancellationRequested, $"{verb} went on as if nothing were wrong.");
        if (unless.Contains(verb) && (mayFail || verb == "routes") && exit == Cli.Ok)
            return told;
        Assert.Equal(Cli.Failed, exit);
        if (told.Length == 0 && unless.Contains(verb))
            return told;
        Assert.Equal("guildhall: ", told[..11]);
        Assert.Single(told.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", told);
        Assert.DoesNotContain("should not have happened", told);
        return told;
    }

    private static string[] Typed(string verb, string path)
    {
        var leaf = Leaves().Single(l => l.Name == verb).Verb;
        return
        [
            .. verb.Split(' '),
            .. leaf.Arguments.Select(a =>
                Paths.Contains(a.Name) ? path : Words.GetValueOrDefault(a.Name)
                    ?? throw new InvalidOperationException($"What is {a.Name} of {verb}?")),
            .. leaf.Options.Where(o => o.Required || o.Name == "--password").SelectMany(o => new[] { o.Name, Words[o.Name] }),
        ];
    }

    private static string[] Settings(string data, string database = "") =>
        ["--applicationName=guildhall", $"--Guildhall:Data={data}", $"--Guildhall:Database={database}", "--urls=http://127.0.0.1:0"];

    private static IEnumerable<(string Name, Command Verb)> Leaves() =>
        Leaves(Verbs.Root([], new Cli(_ => throw new InvalidOperationException("Only its verbs are asked for."))), "");

    private static IEnumerable<(string Name, Command Verb)> Leaves(Command command, string above) => command.Subcommands.SelectMany(
        verb => verb.Subcommands.Count == 0 ? [(above + verb.Name, verb)] : Leaves(verb, above + verb.Name + " "));
}
