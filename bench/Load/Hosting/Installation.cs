using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Guildhall.Load.Hosting;

/// <summary>The published program on a data folder of its own.</summary>
/// <param name="database">As in <c>Guildhall__Database</c>: empty for SQLite in the folder.</param>
/// <param name="settings">Further variables, such as <c>Guildhall__Mail__Host</c>.</param>
internal sealed partial class Installation(
    string folder, string database = "", IReadOnlyList<(string Name, string Value)>? settings = null) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _log = new();
    private Process? _server;
    private TaskCompletionSource<string> _setupLink = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    public string Database => database;

    public int Port { get; } = Processes.FreePort();

    public Uri Address => new($"http://localhost:{Port}");

    public int ProcessId => _server!.Id;

    /// <summary>The one-time link that it prints as long as it is not set up, maybe after its first answer.</summary>
    /// <exception cref="TimeoutException">It printed none.</exception>
    public Task<string> SetupLinkAsync() => _setupLink.Task.WaitAsync(Patience);

    /// <summary>Serves, and returns at the first 200 of <paramref name="path"/> (redirects followed) how long that took.</summary>
    /// <param name="pinned">On the first core alone.</param>
    public async Task<TimeSpan> ServeAsync(bool pinned = false, string path = "/")
    {
        _log.Clear();
        _setupLink = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = Stopwatch.StartNew();
        string[] serve = ["serve", "--urls", $"http://127.0.0.1:{Port}"];
        _server = pinned && Machine.CanPin ? Start("taskset", ["-c", "0", Program, .. serve]) : Start(Program, serve);
        _server.OutputDataReceived += (_, line) => Record(line.Data);
        _server.ErrorDataReceived += (_, line) => Record(line.Data);
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        await FirstAnswer.WaitAsync(Address, path, Patience, () => Task.FromResult(_server.HasExited ? "The program ended:\n" + string.Join('\n', _log) : null));
        return watch.Elapsed;
    }

    public async Task StopAsync()
    {
        if (_server is null)
            return;
        await Processes.EndAsync(_server);
        _server = null;
    }

    /// <summary>Without a warning, in the middle of whatever it does (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _server!.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    /// <summary>Runs another verb of the program on the same data and returns what it printed.</summary>
    public async Task<string> RunVerbAsync(params string[] arguments)
    {
        using var process = StartVerb(arguments);
        return await ReadVerbAsync(process);
    }

    public Process StartVerb(params string[] arguments) => Start(Program, arguments);

    public static async Task<string> ReadVerbAsync(Process verb)
    {
        var errors = verb.StandardError.ReadToEndAsync();
        var output = await verb.StandardOutput.ReadToEndAsync();
        await verb.WaitForExitAsync();
        return verb.ExitCode == 0 ? output : throw new InvalidOperationException($"{verb.StartInfo.FileName} {string.Join(' ', verb.StartInfo.ArgumentList)} ended with {verb.ExitCode}:\n{await errors}");
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private static string Program => Repository.PathOf("artifacts", "guildhall", "guildhall");

    private Process Start(string program, IEnumerable<string> arguments) => Processes.Start(program, arguments, Folder,
    [
        ("Guildhall__Data", Folder),
        ("Guildhall__Database", database),
        // One address makes every request; a person's limits would stop it.
        ("Guildhall__Limits__WritesPerMinute", "1000000"),
        ("Guildhall__Limits__SearchesPerMinute", "1000000"),
        ("Guildhall__Limits__RequestsPerMinute", "10000000"),
        .. settings ?? [],
    ]);

    private void Record(string? line)
    {
        if (line is null)
            return;
        if (SetupLinkPattern().Match(line) is { Success: true } link)
            _setupLink.TrySetResult(link.Value);
        _log.Enqueue(line);
        while (_log.Count > 200)
            _log.TryDequeue(out _);
    }

    [GeneratedRegex(@"http://\S+/setup\S+")]
    private static partial Regex SetupLinkPattern();
}
