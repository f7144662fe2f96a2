using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Guildhall.Kernel.Contracts.Communities;

/// <summary>
/// Markup that is the same for everyone who sees the same. That of a frame is dropped together with the community in memory, which every
/// change of it replaces.
/// </summary>
public sealed class DrawnParts
{
    private const int Most = 300;

    private readonly ConcurrentDictionary<string, DrawnMarkup> _parts = new(StringComparer.Ordinal);

    /// <summary>Where the links of the menus lead; of these the address of a page marks some.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>What was drawn; <c>null</c> for what has not been.</summary>
    public DrawnMarkup? Find(string key) => _parts.GetValueOrDefault(key);

    /// <summary>Keeps a part under all that it depends on: its name, the language, what is marked in it.</summary>
    public void Keep(string key, DrawnMarkup markup)
    {
        if (_parts.Count >= Most)
            _parts.Clear();
        _parts[key] = markup;
    }
}

/// <summary>Markup with gaps for what differs from page to page.</summary>
public sealed class DrawnMarkup
{
    /// <summary>How every gap begins.</summary>
    internal const string Mark = "guildhall-gap-7c1e-";

    private const string End = "-end";

    private readonly List<(string Text, int Gap)> _pieces = [];
    private readonly string _rest;

    /// <summary>Finds the gaps in a markup.</summary>
    /// <param name="drawn">As it was drawn, with <see cref="Gap"/> where something is to be filled in.</param>
    public DrawnMarkup(string drawn)
    {
        var at = 0;
        for (var gap = Next(drawn, at); gap >= 0; gap = Next(drawn, at))
        {
            var number = gap + Mark.Length;
            var end = drawn.IndexOf(End, number, StringComparison.Ordinal);
            _pieces.Add((drawn[at..gap], int.Parse(drawn.AsSpan(number, end - number), CultureInfo.InvariantCulture)));
            at = end + End.Length;
        }
        _rest = drawn[at..];
    }

    /// <summary>What stands in the content for the value of that number, as text or in an attribute.</summary>
    public static string Gap(int number) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{number}{End}");

    /// <summary>Each value is encoded, and looked at no more: none can be taken for another's gap.</summary>
    public string Fill(IReadOnlyList<string> values, HtmlEncoder encoder)
    {
        if (_pieces.Count == 0)
            return _rest;
        var filled = new StringBuilder(_rest.Length + _pieces.Sum(p => p.Text.Length + 64));
        foreach (var (text, gap) in _pieces)
            filled.Append(text).Append(encoder.Encode(values[gap]));
        return filled.Append(_rest).ToString();
    }

    private static int Next(string drawn, int from) => drawn.IndexOf(Mark, from, StringComparison.Ordinal);
}
