using System.Globalization;
using Guildhall.Load.Hosting;

namespace Guildhall.Load.Loading;

internal static class LoadReport
{
    private const double MostMember = 0.7, MostVisitor = 0.035, MostGrowth = 1.5;

    public static void Print(Measurement measured, IReadOnlyList<Subject> subjects, IEnumerable<(string Name, string Value)> protocol)
    {
        Report.Heading("Pages under load", protocol);
        var memory = subjects.First(s => s.Scenario == Scenarios.Memory);
        Report.Table(
            ["asked", "articles", "requests/s", "p50 ms", "p99 ms", "CPU-ms/request", "kB", "from the page cache", "CPU × memory", "CPU × raw SQL"],
            subjects.Select(s =>
                Row(measured, s, memory, subjects.First(r => r.Scenario == Scenarios.Rows && (r.Size == s.Size || s.Size == 0)))));

        var grown = subjects.Where(s => s.Size > 0).GroupBy(s => s.Scenario).Where(g => g.Count() > 1)
            .Select(g => (Small: g.First(), Large: g.Last())).ToList();
        if (grown.Count > 0)
            Report.Table(
                ["growth from the smallest to the largest community", "p99", "CPU-ms/request"],
                grown.Select(g => (string[])[g.Large.Scenario, Times(measured.Ratio(g.Large, g.Small, f => f.P99)),
                    Times(measured.Ratio(g.Large, g.Small, f => f.Processor))]));
        Report.Aims(Aims(measured, subjects, grown));
    }

    private static string[] Row(Measurement measured, Subject subject, Subject memory, Subject rows) =>
    [
        subject.Scenario,
        subject.Size > 0 ? subject.Size.ToString("N0", CultureInfo.InvariantCulture) : "–",
        measured.Median(subject, f => f.PerSecond).ToString("N0", CultureInfo.InvariantCulture),
        Report.Number(measured.Median(subject, f => f.P50), 2),
        Report.Number(measured.Median(subject, f => f.P99), 2),
        Report.Number(measured.Median(subject, f => f.Processor), 3),
        Report.Number(measured.Median(subject, f => f.Bytes) / 1024, 1),
        measured.Median(subject, f => f.FromCache).ToString("P0", CultureInfo.InvariantCulture),
        Times(measured.Ratio(subject, memory, f => f.Processor)),
        Times(measured.Ratio(subject, rows, f => f.Processor)),
    ];

    private static IEnumerable<string> Aims(
        Measurement measured, IReadOnlyList<Subject> subjects, List<(Subject Small, Subject Large)> grown)
    {
        foreach (var subject in subjects)
        {
            if (subject.Scenario == Scenarios.VisitorArticle)
                yield return Report.Aim(subject.Name, measured.Median(subject, f => f.Processor), MostVisitor, "CPU-ms");
            if (subject.Scenario == Scenarios.MemberArticle)
                yield return Report.Aim(subject.Name, measured.Median(subject, f => f.Processor), MostMember, "CPU-ms");
        }
        foreach (var (small, large) in grown.Where(g => g.Small.Scenario != Scenarios.Rows))
            yield return Report.Aim($"p99 of {large.Scenario}, {small.Size} to {large.Size} articles,", measured.Ratio(large, small, f => f.P99), MostGrowth, "times");
    }

    private static string Times(double ratio) => Report.Number(ratio, 2) + "×";
}
