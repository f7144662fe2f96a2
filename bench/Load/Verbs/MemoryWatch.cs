using System.Diagnostics;
using System.Globalization;
using Guildhall.Load.Hosting;
using Microsoft.Data.Sqlite;

namespace Guildhall.Load.Verbs;

/// <param name="Samples">Articles in the database and resident megabytes, from the first sample to the last.</param>
internal sealed record MemoryOfRun(IReadOnlyList<(long Articles, double Megabytes)> Samples, double Peak)
{
    /// <summary>When this share of the new articles was there; not a number where a run adds none.</summary>
    public double At(double share)
    {
        if (Samples.Count == 0 || Samples[^1].Articles == Samples[0].Articles)
            return double.NaN;
        var reached = Samples[0].Articles + ((Samples[^1].Articles - Samples[0].Articles) * share);
        return Samples.First(s => s.Articles >= reached).Megabytes;
    }
}

/// <summary>Looks every half second at the memory of an importing process and at how far it has come.</summary>
internal sealed class MemoryWatch(Process process, string database) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly SqliteConnection _connection =
        new(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ConnectionString);

    public async Task<MemoryOfRun> RunAsync()
    {
        await _connection.OpenAsync();
        var samples = new List<(long, double)>();
        var peak = 0.0;
        while (!process.HasExited)
        {
            // A process that has just ended still has a status, without memory.
            if (Linux.ResidentMegabytes(process.Id) is > 0 and var resident)
            {
                samples.Add((Articles(), resident));
                peak = Math.Max(peak, Linux.PeakMegabytes(process.Id));
            }
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(Pause));
        }
        return new MemoryOfRun(samples, peak);
    }

    public void Dispose() => _connection.Dispose();

    private long Articles()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM articles";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
