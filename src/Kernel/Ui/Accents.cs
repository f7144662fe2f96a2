namespace Guildhall.Kernel.Ui;

/// <summary>The accent colours a community may choose; each has a rule in accents.css, since the CSP allows no inline style.</summary>
public static class Accents
{
    public const string Default = "indigo";

    public static readonly IReadOnlyList<string> All = ["indigo", "blue", "teal", "green", "amber", "rust", "rose", "violet", "graphite"];

    public static string Known(string? accent) => accent is not null && All.Contains(accent) ? accent : Default;
}
