using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Guildhall.App.Browser.Hosting;

/// <summary>
/// The published program as an operator starts it: a process of its own, an empty data folder, an empty database as
/// <see cref="JourneyDatabase"/> says.
/// </summary>
public partial class GuildhallServer : IAsyncLifetime
{
    // The first start on PostgreSQL makes some hundred tables, each with a trip to its server.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(JourneyDatabase.OnPostgres ? 180 : 60);

    // What the program makes of an empty folder, made once for a run: migrating costs as much as starting.
    private static readonly Lazy<Task<byte[]>> Migrated = new(MigrateAsync);

    private readonly DirectoryInfo _data;
    private readonly bool _ownsData;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<Uri> _setupLink = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    public GuildhallServer() : this(null) { }

    /// <param name="shared">The data folder of another node; <c>null</c> for one of its own.</param>
    protected GuildhallServer(DirectoryInfo? shared)
    {
        _ownsData = shared is null;
        _data = shared ?? Directory.CreateTempSubdirectory("guildhall-browser-");
    }

    public Uri Address { get; } = new($"http://localhost:{FreePort()}");

    /// <summary>The one-time link that the program prints on an empty installation.</summary>
    public Task<Uri> SetupLinkAsync() => _setupLink.Task.WaitAsync(Patience);

    public string Log => string.Join('\n', _log);

    /// <summary>Runs another verb of the program on the same data, e.g. <c>demo</c>.</summary>
    public async Task<string> RunVerbAsync(params string[] arguments)
    {
        var (code, output, errors) = await TryVerbAsync(arguments);
        Assert.True(code == 0, $"guildhall {string.Join(' ', arguments)} ended with {code}:\n{errors}\n{output}");
        return output;
    }

    /// <summary>The same where it may go wrong.</summary>
    public async Task<(int Code, string Output, string Errors)> TryVerbAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>As the setting Guildhall:Database wants it; empty for SQLite in the data folder.</summary>
    protected virtual string Database => JourneyDatabase.SettingOf(_data);

    /// <summary>For the few journeys that need another setting, by its variable, e.g. <c>Guildhall__PublicUrl</c>.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>Whether it starts on a folder in which there is no database yet; else on one that was migrated and never served.</summary>
    protected virtual bool IsUntouched => !_ownsData || Database.Length > 0;

    public virtual async ValueTask InitializeAsync()
    {
        if (!IsUntouched)
            await File.WriteAllBytesAsync(DatabaseOf(_data), await Migrated.Value);
        await StartAsync();
    }

    /// <summary>Without a warning, in the middle of whatever it does.</summary>
    public async Task CrashAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>As systemd stops it, with SIGTERM; gives the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    /// <summary>On the same data and address as before.</summary>
    public async Task StartAsync()
    {
        _process = Start("serve", "--urls", Address.ToString().TrimEnd('/'));
        _process.OutputDataReceived += (_, line) => Record(line.Data);
        _process.ErrorDataReceived += (_, line) => Record(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await BecomeReadyAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process?.Dispose();
        if (_ownsData)
        {
            JourneyDatabase.Drop(_data);
            _data.Delete(recursive: true);
        }
        GC.SuppressFinalize(this);
    }

    private static async Task<byte[]> MigrateAsync()
    {
        await using var server = new GuildhallServer();
        await server.RunVerbAsync("ledger", "check");
        return await File.ReadAllBytesAsync(DatabaseOf(server._data));
    }

    private static string DatabaseOf(DirectoryInfo data) => Path.Combine(data.FullName, "guildhall.db");

    private Process Start(params string[] arguments)
    {
        var program = Repository.PathOf("artifacts", "guildhall", "guildhall");
        Assert.True(File.Exists(program), $"{program} is missing: bin/test publishes it, and so does bin/guildhall --help.");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _data.FullName,
        };
        start.Environment["Guildhall__Data"] = _data.FullName;
        start.Environment["Guildhall__Database"] = Database;
        // One address makes every request of a run; a person's limits would stop it.
        start.Environment["Guildhall__Limits__WritesPerMinute"] = "100000";
        start.Environment["Guildhall__Limits__SearchesPerMinute"] = "100000";
        start.Environment["Guildhall__Limits__RequestsPerMinute"] = "1000000";
        foreach (var (variable, value) in Settings)
            start.Environment[variable] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private void Record(string? line)
    {
        if (line is null)
            return;
        _log.Enqueue(line);
        if (SetupLink().Match(line) is { Success: true } link)
            _setupLink.TrySetResult(new Uri(link.Value));
    }

    private async Task BecomeReadyAsync()
    {
#pragma warning disable RS0030 // There is no factory: the program under test is another process.
        using var http = new HttpClient { BaseAddress = Address };
#pragma warning restore RS0030
        var started = Stopwatch.StartNew();
        while (started.Elapsed < Patience)
        {
            Assert.False(_process!.HasExited, $"The program ended before it was ready:\n{Log}");
            if (await AnswersAsync(http))
                return;
            await Task.Delay(50);
        }
        Assert.Fail($"The program was not ready after {Patience.TotalSeconds} s:\n{Log}");
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"http://\S+/setup\?token=\S+")]
    private static partial Regex SetupLink();
}
