using System.Globalization;
using System.Runtime.InteropServices;

namespace Guildhall.Load.Hosting;

/// <summary>What the kernel says about processes (proc(5)), and which cores a thread may use (sched_setaffinity(2)).</summary>
internal static class Linux
{
    // USER_HZ: 100 on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;
    private const int Interrupt = 2, ThreadClock = 3;

    /// <summary>Processor time of all threads of a process in milliseconds, user and system; exact to 10 ms.</summary>
    public static double ProcessorMilliseconds(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        // The name in parentheses may hold blanks; behind it the 12th and 13th fields are utime and stime.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) * 1000 / TicksPerSecond;
    }

    /// <summary>Processor time of the calling thread, exact to less than a microsecond (clock_gettime(2)).</summary>
    public static TimeSpan ThreadTime()
    {
        _ = clock_gettime(ThreadClock, out var time);
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    /// <summary>Resident memory in MB (2^20).</summary>
    public static double ResidentMegabytes(int process) => StatusMegabytes(process, "VmRSS:");

    /// <summary>The most that was ever resident, in MB (2^20).</summary>
    public static double PeakMegabytes(int process) => StatusMegabytes(process, "VmHWM:");

    /// <summary>Lets the calling thread run on all cores but the first, where the server is.</summary>
    public static void LeaveFirstCore()
    {
        var others = Environment.ProcessorCount >= 64 ? ulong.MaxValue - 1 : (1UL << Environment.ProcessorCount) - 2;
        // Where it is not allowed the figures are only less steady.
        if (others != 0)
            _ = sched_setaffinity(0, sizeof(ulong), ref others);
    }

    /// <summary>Asks the process to end as Ctrl+C would.</summary>
    public static void AskToEnd(int process) => _ = kill(process, Interrupt);

    public static string? FirstLine(string file, string beginning) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) : null;

    private static double StatusMegabytes(int process, string field) =>
        FirstLine($"/proc/{process}/status", field) is { } line ? Number(line[field.Length..].Replace("kB", "").Trim()) / 1024 : 0;

    private static double Number(string digits) => double.Parse(digits, CultureInfo.InvariantCulture);

    [DllImport("libc")]
    private static extern int sched_setaffinity(int process, nint size, ref ulong mask);

    [DllImport("libc")]
    private static extern int kill(int process, int signal);

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out Timespec time);

    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
