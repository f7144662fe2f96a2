using System.Text;
using System.Text.RegularExpressions;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Lines of text right behind a table belong to it as rows of one cell (GFM 4.10, example 202). Markdig takes the whole for a paragraph;
/// with bars around such lines it sees the table.
/// </summary>
internal static partial class TableLines
{
    private const int MaxDelimiters = 2_000;

    public static string Complete(string source)
    {
        if (!source.Contains('|'))
            return source;
        var lines = source.Split('\n');
        var isChanged = false;
        char? fence = null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (FenceOf(lines[i]) is { } sign && (fence is null || fence == sign))
                fence = fence is null ? sign : null;
            if (fence is not null || i == 0 || !lines[i - 1].Contains('|') || !IsDelimiters(lines[i]))
                continue;
            for (i++; i < lines.Length && IsRow(lines[i]) && !OpensComment(lines[i - 1]); i++)
                if (!lines[i].Contains('|'))
                {
                    var marks = Marks().Match(lines[i]).Length;
                    lines[i] = $"{lines[i][..marks]}| {lines[i][marks..].TrimEnd()} |";
                    isChanged = true;
                }
            i--;
        }
        return isChanged ? string.Join('\n', lines) : source;
    }

    private static bool IsDelimiters(string line) =>
        line.Length <= MaxDelimiters && line.Contains('|') && line.Contains('-') && Delimiters().IsMatch(line);

    private static char? FenceOf(string line)
    {
        var text = line.AsSpan(Marks().Match(line).Length);
        return text.StartsWith("```") ? '`' : text.StartsWith("~~~") ? '~' : null;
    }

    /// <summary>What follows is no text: a divider may be written over lines.</summary>
    private static bool OpensComment(string line) =>
        line.LastIndexOf("<!--", StringComparison.Ordinal) > line.LastIndexOf("-->", StringComparison.Ordinal)
        || line.LastIndexOf("/*", StringComparison.Ordinal) > line.LastIndexOf("*/", StringComparison.Ordinal);

    /// <summary>Until a blank line or the beginning of another block.</summary>
    private static bool IsRow(string line)
    {
        var text = line.AsSpan(Marks().Match(line).Length);
        return !text.IsWhiteSpace() && !Begins().IsMatch(text);
    }

    [GeneratedRegex(@"^[ >\t]*(?:[-*+] |[0-9]{1,9}[.)] )?[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")]
    private static partial Regex Delimiters();

    [GeneratedRegex(@"^(?:[ \t]*>)*[ \t]*")]
    private static partial Regex Marks();

    [GeneratedRegex(@"^(?:#{1,6}(?:\s|$)|```|~~~|\$\$|:::|[-*+](?:\s|$)|[0-9]{1,9}[.)](?:\s|$)|<|\{|!!!|(?:[-*_][ \t]*){3,}$|\[\^[^\]]+\]:|\[[^\]]+\]:)")]
    private static partial Regex Begins();
}
