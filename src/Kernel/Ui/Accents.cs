namespace Guildhall.Kernel.Ui;

/// <summary>The accent colours a community may choose; each has a rule in accents.css, since the CSP allows no inline style.</summary>
public static class Accents
{
    public const string Default = "indigo";

    public static readonly IReadOnlyList<string> All = ["indigo", "blue", "teal", "green", "amber", "rust", "rose", "violet", "graphite"];

    private static readonly Dictionary<string, string> Cloths = new()
    {
        ["indigo"] = "#333d7d", ["blue"] = "#22527f", ["teal"] = "#1f5b5e", ["green"] = "#2c5b40", ["amber"] = "#76531b",
        ["rust"] = "#7a4024", ["rose"] = "#77334a", ["violet"] = "#573579", ["graphite"] = "#383c44",
    };

    /// <summary>The accent as a cloth that books are bound in: dark enough for paper-coloured words. As #rrggbb.</summary>
    public static string Cloth(string? accent) => Cloths[Known(accent)];

    public static string Known(string? accent) => accent is not null && All.Contains(accent) ? accent : Default;
}
