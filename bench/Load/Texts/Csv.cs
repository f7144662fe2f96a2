using System.Text;

namespace Guildhall.Load.Texts;

/// <summary>Reads CSV (RFC 4180), whose cells may hold line breaks.</summary>
internal static class Csv
{
    public static IEnumerable<IReadOnlyList<string>> Read(string text)
    {
        var (row, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (isQuoted)
            {
                if (character == '"' && at + 1 < text.Length && text[at + 1] == '"')
                    cell.Append(text[++at]);
                else if (character == '"')
                    isQuoted = false;
                else
                    cell.Append(character);
            }
            else if (character == '"')
                isQuoted = true;
            else if (character is ',' or '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (character == ',')
                    continue;
                yield return row;
                row = [];
            }
            else if (character != '\r')
                cell.Append(character);
        }
        if (cell.Length > 0 || row.Count > 0)
            yield return [.. row, cell.ToString()];
    }
}
