using System.Text;

namespace Guildhall.Screening.Words;

/// <summary>A word as somebody wants it watched.</summary>
/// <param name="Pinyin">As <see cref="WatchedWord.Pinyin"/>.</param>
public sealed record WantedWord(string Text, bool Pinyin = false);

/// <summary>
/// Reads words that were pasted or come from a file: one a line; or CSV (RFC 4180) with the word in the first column and, where the
/// second says "pinyin", with its pinyin. A first line of "word" or "词" names the columns. A word in a line without a comma may hold
/// anything.
/// </summary>
internal static class ParseWords
{
    public static IReadOnlyList<WantedWord> From(string text, bool pinyin)
    {
        var words = new List<WantedWord>();
        var isFirst = true;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim().TrimStart('\uFEFF').Trim();
            if (line.IsEmpty)
                continue;
            var cells = Cells(line.ToString());
            var word = cells[0].Trim();
            if (!(isFirst && word.ToLowerInvariant() is "word" or "text" or "词" or "敏感词") && word.Length > 0)
                words.Add(new WantedWord(word, pinyin || (cells.Count > 1 && cells[1].Trim().ToLowerInvariant() is "pinyin" or "拼音")));
            isFirst = false;
        }
        return words;
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (isQuoted)
            {
                if (line[at] != '"')
                    cell.Append(line[at]);
                else if (at + 1 < line.Length && line[at + 1] == '"')
                    cell.Append(line[++at]);
                else
                    isQuoted = false;
            }
            else if (line[at] == '"' && cell.Length == 0)
                isQuoted = true;
            else if (line[at] is ',' or '\t')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(line[at]);
        }
        cells.Add(cell.ToString());
        return cells;
    }
}
