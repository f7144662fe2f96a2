using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Guildhall.Kernel.Http;

namespace Guildhall.Payments.ByHand;

/// <summary>
/// A table as spreadsheets write it: a line of names, then one document a line, parted by commas, semicolons or tabs. Each line is
/// read by itself, so that a quotation mark that is missing spoils one line and not the rest of the file.
/// </summary>
internal static class EntryFile
{
    public const int MaxLines = 5000;

    /// <summary>How long the form of a page that imports may be, in bytes.</summary>
    public const int MaxText = 1024 * 1024;

    /// <exception cref="Refused">422: empty, without the names in its first line, or longer than <see cref="MaxLines"/>.</exception>
    public static EntryTable<TWish> Read<T, TTyped, TWish>(string? text, string usualCurrency, DateOnly today)
        where T : class, IEntered<T, TTyped, TWish> where TWish : class, IWish
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Empty();
        var torn = false;
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false, Separator = SeparatorOf(text), AllowLineBreaksInQuotes = false, TrackLineNumbers = true,
            TrimWhitespace = true, OnMalformedRecord = _ => torn = true,
        });
        if (!reader.Read())
            throw Empty();
        var (heading, columns) = (Raw(reader), ColumnsOf(reader, T.Columns));
        var lines = new List<EntryLine<TWish>>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        torn = false;
        while (reader.Read())
        {
            if (lines.Count == MaxLines)
                throw Refused.AtField("lines", "file_long", "A file can have at most {0} lines. Split it.", MaxLines);
            var faults = new List<Refused>();
            if (torn)
                faults.Add(Refused.AtField("text", "line_torn", "This line has an unclosed quotation mark."));
            var wish = T.Read(T.Typed(name => Cell(reader, columns, name)), usualCurrency, today, faults);
            lines.Add(new((int)reader.LineNumber, Raw(reader), faults.Count == 0 ? wish : null, faults,
                wish is null ? "" : KeyOf(wish, seen)));
            torn = false;
        }
        return new(heading, lines);
    }

    private static Refused Empty() => Refused.AtField("lines", "file_empty", "Choose a file, or paste its lines.");

    private static string? Cell(CsvReader reader, Dictionary<string, int> columns, string name) =>
        columns.TryGetValue(name, out var at) && at < reader.FieldCount ? reader.GetString(at) : null;

    private static Dictionary<string, int> ColumnsOf(CsvReader reader, EntryColumns known)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < reader.FieldCount; at++)
            if (known.Names.TryGetValue(reader.GetString(at).Trim().TrimStart('\uFEFF'), out var name))
                columns.TryAdd(name, at);
        return known.Needed.All(columns.ContainsKey) ? columns : throw known.Unnamed();
    }

    /// <summary>The same line in the same file again is another document; the same file again brings nothing new.</summary>
    private static string KeyOf(IWish wish, Dictionary<string, int> seen)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wish.Content)));
        seen[hash] = seen.GetValueOrDefault(hash) + 1;
        return $"file:{hash}:{seen[hash]}";
    }

    private static char SeparatorOf(string text)
    {
        var first = text.AsSpan().TrimStart();
        first = first[..(first.IndexOfAny('\r', '\n') is var end and >= 0 ? end : first.Length)];
        return first.Count('\t') > 0 ? '\t' : first.Count(';') > first.Count(',') ? ';' : ',';
    }

    private static string Raw(CsvReader reader) => Encoding.UTF8.GetString(reader.RawRecord).TrimEnd('\r', '\n');
}
