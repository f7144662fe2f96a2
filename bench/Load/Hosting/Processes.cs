using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Guildhall.Load.Hosting;

internal static class Processes
{
    public static Process Start(
        string program, IEnumerable<string> arguments, string folder, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the caller has set for an installation of its own must not reach the measured one.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("Guildhall__", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Ends a process that was started here, as Ctrl+C would; after ten seconds by force.</summary>
    public static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            Linux.AskToEnd(process.Id);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
        process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
