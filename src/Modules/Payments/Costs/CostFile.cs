using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Guildhall.Kernel.Http;

namespace Guildhall.Payments.Costs;

/// <summary>
/// A table of costs as spreadsheets write it: a line of names, then one cost a line, parted by commas, semicolons or tabs. Each line is
/// read by itself, so that a quotation mark that is missing spoils one line and not the rest of the file.
/// </summary>
internal static class CostFile
{
    public const int MaxLines = 5000;

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["day"] = "day", ["date"] = "day", ["日期"] = "day",
        ["kind"] = "kind", ["type"] = "kind", ["类别"] = "kind", ["类型"] = "kind",
        ["text"] = "text", ["description"] = "text", ["内容"] = "text", ["说明"] = "text", ["摘要"] = "text",
        ["quantity"] = "quantity", ["数量"] = "quantity",
        ["unit_price"] = "unitPrice", ["unit price"] = "unitPrice", ["price"] = "unitPrice", ["单价"] = "unitPrice", ["金额"] = "unitPrice",
        ["currency"] = "currency", ["币种"] = "currency", ["货币"] = "currency",
        ["account"] = "account", ["账户"] = "account", ["付款账户"] = "account",
    };

    private static readonly string[] Needed = ["day", "kind", "text", "unitPrice"];

    /// <exception cref="Refused">422: empty, without the names in its first line, or longer than <see cref="MaxLines"/>.</exception>
    public static CostTable Read(string? text, string usualCurrency, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Refused.AtField("lines", "cost_file_empty", "Choose a file, or paste its lines.");
        var torn = false;
        var separator = SeparatorOf(text);
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false, Separator = separator, AllowLineBreaksInQuotes = false, TrackLineNumbers = true, TrimWhitespace = true,
            OnMalformedRecord = _ => torn = true,
        });
        if (!reader.Read())
            throw Refused.AtField("lines", "cost_file_empty", "Choose a file, or paste its lines.");
        var (heading, columns) = (Raw(reader), ColumnsOf(reader));
        var lines = new List<CostLine>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        torn = false;
        while (reader.Read())
        {
            if (lines.Count == MaxLines)
                throw Refused.AtField("lines", "cost_file_long", "A file can have at most {0} costs. Split it.", MaxLines);
            lines.Add(LineOf(reader, columns, torn, usualCurrency, today, seen));
            torn = false;
        }
        return new CostTable(heading, lines);
    }

    private static CostLine LineOf(
        CsvReader reader, Dictionary<string, int> columns, bool torn, string usualCurrency, DateOnly today, Dictionary<string, int> seen)
    {
        var faults = new List<Refused>();
        if (torn)
            faults.Add(Refused.AtField("text", "line_torn", "This line has an unclosed quotation mark."));
        var typed = new CostTyped(Cell("day"), Cell("kind"), Cell("text"), Cell("quantity"), Cell("unitPrice"), Cell("currency"), Cell("account"));
        var wish = CostReading.Read(typed, usualCurrency, today, faults);
        return new CostLine((int)reader.LineNumber, Raw(reader), typed, faults.Count == 0 ? wish : null, faults,
            wish is null ? "" : KeyOf(wish, seen));

        string? Cell(string name) => columns.TryGetValue(name, out var at) && at < reader.FieldCount ? reader.GetString(at) : null;
    }

    private static Dictionary<string, int> ColumnsOf(CsvReader reader)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < reader.FieldCount; at++)
            if (Names.TryGetValue(reader.GetString(at).Trim().TrimStart('\uFEFF'), out var name))
                columns.TryAdd(name, at);
        return Needed.All(columns.ContainsKey) ? columns
            : throw Refused.AtField("lines", "cost_file_unnamed", "The first line must name the columns: day, kind, text, quantity, unit_price, currency, account. Quantity, currency and account may be left out.");
    }

    /// <summary>The same line in the same file again is another cost; the same file again brings nothing new.</summary>
    private static string KeyOf(CostWish wish, Dictionary<string, int> seen)
    {
        var content = string.Create(CultureInfo.InvariantCulture,
            $"{Days.Text(wish.Day)}\n{wish.Kind}\n{wish.Text}\n{wish.Quantity}\n{wish.UnitAmount}\n{wish.Currency}\n{wish.From}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
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

/// <param name="Heading">The line of names as it stood in the file.</param>
internal sealed record CostTable(string Heading, IReadOnlyList<CostLine> Lines)
{
    /// <summary>The same file with these lines alone.</summary>
    public string With(IEnumerable<CostLine> lines) => string.Join('\n', lines.Select(l => l.Raw).Prepend(Heading));
}

/// <param name="Number">Of the line in the file, from 1.</param>
/// <param name="Raw">The line as it stood there.</param>
/// <param name="Wish"><c>null</c> where something is wrong.</param>
/// <param name="Key">By which it is entered once; empty where something is wrong.</param>
public sealed record CostLine(int Number, string Raw, CostTyped Typed, CostWish? Wish, IReadOnlyList<Refused> Faults, string Key)
{
    /// <summary>Entered by an earlier import.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Entered by an earlier import and reversed since.</summary>
    public bool IsReversed { get; init; }

    public bool IsNew => Wish is not null && !IsKnown;
}
