using System.Diagnostics;
using System.Globalization;
using Guildhall.Load.Hosting;
using Microsoft.Data.Sqlite;

namespace Guildhall.Load.Talking;

/// <summary>bench/Bare as a process that reads the rows of topics from the databases of these installations.</summary>
internal sealed class RawTopicsPeer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private RawTopicsPeer(IEnumerable<Installation> installations)
    {
        File.WriteAllText(_folder.Path("empty"), "-");
        string[] command =
        [
            "dotnet", Repository.PathOf("bench", "Bare", "bin", "Release", "net10.0", "Guildhall.Bare.dll"),
            Port.ToString(CultureInfo.InvariantCulture), _folder.Path("empty"), _folder.Path("empty"), .. installations.Select(StoreOf),
        ];
        _process = Machine.CanPin ? Processes.Start("taskset", ["-c", "0", .. command], _folder.Path(), [])
            : Processes.Start(command[0], command[1..], _folder.Path(), []);
    }

    public int Port { get; } = Processes.FreePort();

    public int ProcessId => _process.Id;

    public static async Task<RawTopicsPeer> StartAsync(IReadOnlyList<Installation> installations)
    {
        var peer = new RawTopicsPeer(installations);
        await FirstAnswer.WaitAsync(new Uri($"http://localhost:{peer.Port}"), "/page", TimeSpan.FromSeconds(60), () => Task.FromResult<string?>(null));
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await Processes.EndAsync(_process);
        _folder.Dispose();
    }

    private static string StoreOf(Installation guildhall) => guildhall.Database.Length > 0 ? guildhall.Database
        : new SqliteConnectionStringBuilder { DataSource = Path.Combine(guildhall.Folder, "guildhall.db") }.ConnectionString;
}
