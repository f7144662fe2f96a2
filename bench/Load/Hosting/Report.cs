using System.Globalization;

namespace Guildhall.Load.Hosting;

/// <summary>Prints figures on standard output as Markdown, and what is going on meanwhile on standard error.</summary>
internal static class Report
{
    public static void Progress(string text) => Console.Error.WriteLine(text);

    public static void Heading(string title, IEnumerable<(string Name, string Value)> protocol)
    {
        Console.WriteLine($"## {title}");
        Console.WriteLine();
        foreach (var (name, value) in protocol)
            Console.WriteLine($"- {name}: {value}");
        Console.WriteLine();
    }

    public static void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Console.WriteLine($"| {string.Join(" | ", columns)} |");
        Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", columns.Count - 1))}");
        foreach (var row in rows)
            Console.WriteLine($"| {string.Join(" | ", row)} |");
        Console.WriteLine();
    }

    /// <summary>A figure beside the most that it should be.</summary>
    public static string Aim(string name, double measured, double most, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"- {(measured <= most ? "met" : "MISSED")}: {name} {measured:0.###} {unit}, aim ≤ {most:0.###}");

    /// <summary>A figure beside the least that it should be.</summary>
    public static string Least(string name, double measured, double least) => string.Create(CultureInfo.InvariantCulture,
        $"- {(measured >= least ? "met" : "MISSED")}: {name} {measured:0.###}, aim ≥ {least:0.###}");

    public static void Aims(IEnumerable<string> aims)
    {
        foreach (var aim in aims)
            Console.WriteLine(aim);
        Console.WriteLine();
    }

    public static string Number(double value, int digits) =>
        value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
