using System.Globalization;

namespace Guildhall.Kernel.Ui.Lists;

/// <summary>Reads the ids that an address or form names; what is none is left out.</summary>
public static class Numbers
{
    /// <summary>More than any page of a list shows.</summary>
    public const int Most = 200;

    public static IReadOnlyList<long> Read(IEnumerable<string>? typed) =>
    [
        .. (typed ?? []).Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0).Distinct().Take(Most),
    ];
}
