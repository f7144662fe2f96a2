namespace Guildhall.Resources.Library;

/// <summary>The licences that can be chosen, by their identifiers in the SPDX list (spdx.org/licenses), and terms of one's own.</summary>
internal static class Licences
{
    /// <summary>The author's own terms.</summary>
    public const string Own = "own";

    /// <summary>Names stand as their owners write them, in every language.</summary>
    public static readonly IReadOnlyList<(string Id, string Name)> All =
    [
        ("CC0-1.0", "CC0 1.0"), ("CC-BY-4.0", "CC BY 4.0"), ("CC-BY-SA-4.0", "CC BY-SA 4.0"), ("CC-BY-NC-4.0", "CC BY-NC 4.0"),
        ("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"), ("CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0"), ("MIT", "MIT"), ("Apache-2.0", "Apache 2.0"),
        ("BSD-3-Clause", "BSD 3-Clause"), ("MPL-2.0", "MPL 2.0"), ("GPL-3.0-or-later", "GPL 3.0+"), ("AGPL-3.0-or-later", "AGPL 3.0+"),
        ("OFL-1.1", "OFL 1.1"),
    ];

    public static bool IsKnown(string id) => id.Length == 0 || id == Own || All.Any(l => l.Id == id);

    /// <summary>Where its text stands; <c>null</c> for own terms and for none.</summary>
    public static string? AddressOf(string id) => All.Any(l => l.Id == id) ? $"https://spdx.org/licenses/{id}.html" : null;

    public static string NameOf(string id) => All.FirstOrDefault(l => l.Id == id).Name ?? id;
}
