using System.Diagnostics;
using System.Globalization;
using Guildhall.Load.Filling;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Loading;

/// <summary>bench/Bare as a process: what the same machine does with the same bytes and the same rows without Guildhall.</summary>
internal sealed class Peers : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Processes.FreePort();
    private Process? _process;

    /// <param name="page">A visitor's article page.</param>
    /// <param name="text">The article's HTML, as it stands in that page.</param>
    public async Task StartAsync(byte[] page, byte[] text, IReadOnlyList<Library> libraries)
    {
        await File.WriteAllBytesAsync(_folder.Path("page"), page);
        await File.WriteAllBytesAsync(_folder.Path("text"), text);
        var bare = Repository.PathOf("bench", "Bare", "bin", "Release", "net10.0", "Guildhall.Bare.dll");
        string[] arguments =
            ["dotnet", bare, _port.ToString(CultureInfo.InvariantCulture), _folder.Path("page"), _folder.Path("text"),
                .. libraries.Select(l => l.ConnectionString)];
        var command = Machine.CanPin ? (string[])["taskset", "-c", "0", .. arguments] : arguments;
        _process = Processes.Start(command[0], command[1..], _folder.Path(), []);
        var errors = _process.StandardError.ReadToEndAsync();
        await FirstAnswer.WaitAsync(new Uri($"http://localhost:{_port}"), "/page", TimeSpan.FromSeconds(60), async () => _process.HasExited ? await errors : null);
    }

    public IEnumerable<Subject> Subjects(IReadOnlyList<Library> libraries)
    {
        var headers = Requests.Headers(_port);
        yield return new Subject(Scenarios.Memory, 0, _port, _process!.Id, new Requests(["/page"], headers), "</html>");
        foreach (var (i, library) in libraries.Index())
            yield return new Subject(Scenarios.Rows, library.Articles, _port, _process.Id,
                new Requests([.. library.OpenSlugs.Select(s => $"/rows/{i}/{s}")], headers), "</html>");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await Processes.EndAsync(_process);
        _folder.Dispose();
    }
}
