using System.Diagnostics;
using System.Globalization;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Streaming;

/// <summary>bench/Bare as a process that holds streams open and writes to all of them what it is given.</summary>
internal sealed class BareStreams : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http;
    private readonly Process _process;

    private BareStreams(int port)
    {
        Port = port;
        _http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        File.WriteAllText(_folder.Path("empty"), "-");
        var bare = Repository.PathOf("bench", "Bare", "bin", "Release", "net10.0", "Guildhall.Bare.dll");
        string[] command = ["dotnet", bare, port.ToString(CultureInfo.InvariantCulture), _folder.Path("empty"), _folder.Path("empty")];
        _process = Machine.CanPin ? Processes.Start("taskset", ["-c", "0", .. command], _folder.Path(), [])
            : Processes.Start(command[0], command[1..], _folder.Path(), []);
    }

    public int Port { get; }

    public int ProcessId => _process.Id;

    public static async Task<BareStreams> StartAsync()
    {
        var streams = new BareStreams(Processes.FreePort());
        await FirstAnswer.WaitAsync(streams._http.BaseAddress!, "/page", TimeSpan.FromSeconds(60), () => Task.FromResult<string?>(null));
        return streams;
    }

    /// <returns>When it began to write.</returns>
    public async Task<DateTime?> TellAsync(byte[] frame)
    {
        using var answer = await _http.PostAsync("/tell", new ByteArrayContent(frame));
        var ticks = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        return new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Processes.EndAsync(_process);
        _folder.Dispose();
    }
}
