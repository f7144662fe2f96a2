using System.Text;
using CsvHelper;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Builder;
using System.Reflection;

namespace Guildhall.Payments.Exports;

/// <summary>One cell of a table for spreadsheets.</summary>
internal readonly record struct CsvCell(string Value)
{
    /// <summary>
    /// A spreadsheet takes a text that begins so for a formula and may run it; full-width forms too, as some read them the same. An
    /// apostrophe before it is the usual word for "text".
    /// </summary>
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    public static implicit operator CsvCell(string? text) => new(Text(text ?? ""));

    public static implicit operator CsvCell(long number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A decimal number; a minus in front is a minus.</summary>
    public static CsvCell Of(Money money) => new(money.ToDecimalString());

    public static CsvCell Of(decimal number) => new(number.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture));

    public static readonly CsvCell Empty = new("");

    private static string Text(string text) => text.Length > 0 && Formulas.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
}

/// <summary>
/// A table as CSV (RFC 4180, with a byte order mark, without which Excel does not read Chinese), sent as it is read: memory does not grow
/// with it.
/// </summary>
internal sealed class CsvTable(string fileName, IReadOnlyList<string> heading, IAsyncEnumerable<CsvCell[]> rows)
    : IResult, IEndpointMetadataProvider
{
    private const int Batch = 200;

    private static readonly CsvWriterOptions Options = new() { NewLine = "\r\n", HasHeader = false };

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/csv"]));

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = ContentDisposition.Attachment(fileName);
        http.Response.Headers.CacheControl = "no-store";
        var buffer = new StringBuilder("\uFEFF");
        await using var text = new StringWriter(buffer);
        using var csv = CsvWriter.Create(text, Options, true);
        Write(csv, heading.Select(h => (CsvCell)h));
        var waiting = 0;
        await foreach (var row in rows.WithCancellation(http.RequestAborted))
        {
            Write(csv, row);
            if (++waiting < Batch)
                continue;
            waiting = 0;
            await SendAsync();
        }
        await SendAsync();

        async Task SendAsync()
        {
            csv.Flush();
            await http.Response.WriteAsync(buffer.ToString(), http.RequestAborted);
            buffer.Clear();
        }
    }

    private static void Write(CsvWriter csv, IEnumerable<CsvCell> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell.Value);
        csv.EndRecord();
    }
}
