using System.Globalization;
using System.Text;

namespace Guildhall.Content.Covers;

/// <summary>Where words stand on a point.</summary>
internal enum Anchor { Start, Middle, End }

/// <summary>An outline as SVG path data, filled, drawn or both.</summary>
internal sealed record CoverShape(string Path, string? Fill, string? Stroke = null, float Width = 0, float Opacity = 1);

/// <summary>A line of words; the point is on its base line.</summary>
internal sealed record CoverWords(string Text, float X, float Y, float Size, string Fill, Anchor Anchor = Anchor.Start, float Opacity = 1);

/// <summary>
/// A drawing of outlines and words, in the order in which they lie on each other. It is written as SVG for pages and painted as PNG for
/// messengers, so both look alike.
/// </summary>
internal sealed class CoverSheet(int width, int height)
{
    private readonly List<object> _parts = [];

    public int Width => width;

    public int Height => height;

    /// <summary><see cref="CoverShape"/> and <see cref="CoverWords"/>.</summary>
    public IReadOnlyList<object> Parts => _parts;

    public CoverSheet Add(CoverShape shape)
    {
        _parts.Add(shape);
        return this;
    }

    public CoverSheet Add(CoverWords words)
    {
        _parts.Add(words);
        return this;
    }

    public CoverSheet Rectangle(
        float x, float y, float w, float h, string? fill, string? stroke = null, float line = 0, float opacity = 1) =>
        Add(new CoverShape(Outline.Rectangle(x, y, w, h), fill, stroke, line, opacity));
}

/// <summary>SVG path data.</summary>
internal static class Outline
{
    public static string Rectangle(float x, float y, float w, float h) => Of($"M{x} {y}h{w}v{h}h{-w}z");

    public static string Line(float x, float y, float toX, float toY) => Of($"M{x} {y}L{toX} {toY}");

    /// <summary>A whole circle.</summary>
    public static string Circle(float x, float y, float r) => Of($"M{x - r} {y}a{r} {r} 0 1 1 {2 * r} 0a{r} {r} 0 1 1 {-2 * r} 0z");

    /// <summary>The upper half of a circle, from its left end on.</summary>
    public static string Arch(float x, float y, float r) => Of($"M{x - r} {y}a{r} {r} 0 0 1 {2 * r} 0");

    /// <summary>Numbers with at most one digit behind the point, the same in every language.</summary>
    public static string Of(FormattableString path) =>
        string.Format(
            CultureInfo.InvariantCulture, path.Format, [.. path.GetArguments().Select(a => a is float f ? MathF.Round(f, 1) : a)]);

    public static string Join(IEnumerable<string> paths) => new StringBuilder().AppendJoin("", paths).ToString();
}
