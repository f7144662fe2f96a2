using System.Text;

namespace Guildhall.Content.Covers;

/// <summary>Breaks a title into lines. Widths are estimates that hold for the serif fonts of every system.</summary>
internal static class CoverText
{
    private const string Closing = "，。、；：！？）》」』”’…,.;:!?)]}%";

    /// <summary>The largest size at which a text fits, and its lines; what fits at no size ends in an ellipsis.</summary>
    public static (float Size, IReadOnlyList<string> Lines) Fit(string text, float width, int lines, float largest, float smallest)
    {
        for (var size = largest; ; size -= 2)
        {
            var broken = Break(text, width / size);
            if (broken.Count <= lines && broken.TrueForAll(l => WidthOf(l) <= width / size))
                return (size, broken);
            if (size - 2 < smallest)
                return (size, broken.Count <= lines ? [.. broken.Select(l => Cut(l, width / size))]
                    : [.. broken.Take(lines - 1), Cut(Joined(broken[lines - 1], broken[lines]), width / size)]);
        }
    }

    /// <summary>In widths of a Chinese letter.</summary>
    public static float WidthOf(string text) => text.EnumerateRunes().Sum(r => r.Value switch
    {
        // Quotation marks and dashes are as wide as letters in Chinese fonts, and harm nobody in others.
        >= 0x2E80 or (>= 0x2014 and <= 0x2026) => 1f,
        ' ' => 0.28f,
        'm' or 'w' or 'M' or 'W' => 0.92f,
        >= 'A' and <= 'Z' => 0.76f,
        _ => 0.58f,
    });

    public static bool IsHan(string text) => text.Length > 0 && text.Count(c => c >= 0x2E80) * 2 >= text.Count(c => !char.IsWhiteSpace(c));

    private static List<string> Break(string text, float width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var piece in Pieces(text))
        {
            if (line.Length > 0 && WidthOf(line + piece.TrimEnd()) > width)
            {
                lines.Add(line.TrimEnd());
                line = "";
            }
            line += line.Length == 0 ? piece.TrimStart() : piece;
        }
        if (line.Trim().Length > 0)
            lines.Add(line.TrimEnd());
        return lines;
    }

    /// <summary>What stays together: a Latin word with its blank, a Chinese letter with what closes behind it.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        var piece = new StringBuilder();
        Rune? before = null;
        foreach (var rune in text.EnumerateRunes())
        {
            var mayBreak = before is { } last && (last.Value == ' ' || last.Value >= 0x2E80 || rune.Value >= 0x2E80)
                && !(rune.IsBmp && Closing.Contains((char)rune.Value)) && last.Value is not ('（' or '《' or '「' or '“' or '(');
            if (mayBreak && piece.Length > 0)
            {
                yield return piece.ToString();
                piece.Clear();
            }
            piece.Append(rune);
            before = rune;
        }
        if (piece.Length > 0)
            yield return piece.ToString();
    }

    /// <summary>A blank between Latin words went with the break.</summary>
    private static string Joined(string line, string next) => line[^1] < 0x2E80 && next[0] < 0x2E80 ? line + ' ' + next : line + next;

    private static string Cut(string line, float width)
    {
        if (WidthOf(line) <= width)
            return line;
        var runes = line.EnumerateRunes().Select(r => r.ToString()).ToList();
        while (runes.Count > 1 && WidthOf(string.Concat(runes)) + 1 > width)
            runes.RemoveAt(runes.Count - 1);
        return string.Concat(runes).TrimEnd() + "…";
    }
}
