using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Guildhall.Load.Hosting;

/// <summary>Where and on what the figures were taken.</summary>
internal static class Machine
{
    public static bool CanPin => Environment.ProcessorCount > 1 && File.Exists("/usr/bin/taskset");

    public static IEnumerable<(string Name, string Value)> Describe()
    {
        yield return ("date", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        yield return ("commit", Git("rev-parse --short HEAD") + (Git("status --porcelain --untracked-files=no").Length > 0 ? " with changes" : ""));
        yield return ("machine", $"{Field("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores, {Memory()}, {RuntimeInformation.OSDescription}");
        yield return ("load before", Load());
        yield return ("versions", $".NET {Environment.Version}, SQLite {Sqlite()}");
    }

    /// <summary>Figures of a busy machine are no figures: the average of a minute, of how many wanted to run.</summary>
    private static string Load()
    {
        var average = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return double.Parse(average, CultureInfo.InvariantCulture) > 0.5 ? $"{average}: the machine was not quiet" : average;
    }

    private static string Memory() => Field("/proc/meminfo", "MemTotal").Replace("kB", "").Trim() is { Length: > 0 } kilobytes
        ? $"{double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024 / 1024:0} GB"
        : "unknown memory";

    private static string Field(string file, string name) => Linux.FirstLine(file, name)?.Split(':', 2)[1].Trim() ?? "unknown";

    private static string Git(string arguments)
    {
        using var git = Processes.Start("git", ["-C", Repository.Root, .. arguments.Split(' ')], Repository.Root, []);
        var said = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return said;
    }

    private static string Sqlite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }
}
