using System.Globalization;
using System.Reflection;
using System.Text;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Guildhall.Kernel.Http;

/// <summary>
/// One cell. A text cannot become a formula: a spreadsheet runs what begins with one of some signs, so an apostrophe, the usual word for
/// "text", is set before it (owasp.org, CSV Injection). Of a number a minus in front is a minus.
/// </summary>
public readonly record struct CsvCell
{
    // Full-width forms too, as some programs read them the same.
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    private CsvCell(string value) => Value = value;

    /// <summary>As it stands in the file, but for quotes; <c>null</c> is empty.</summary>
    public string? Value { get; }

    public static readonly CsvCell Empty = new("");

    public static implicit operator CsvCell(string? text) =>
        new(text is { Length: > 0 } && Formulas.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text ?? "");

    public static implicit operator CsvCell(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A decimal number, without its currency.</summary>
    public static CsvCell Of(Money money) => new(money.ToDecimalString());

    /// <summary>With three places at most.</summary>
    public static CsvCell Of(decimal number) => new(number.ToString("0.###", CultureInfo.InvariantCulture));
}

/// <summary>
/// A list as CSV (RFC 4180, with a byte order mark, without which Excel does not read Chinese), sent as it is read: memory does not grow
/// with it.
/// </summary>
/// <param name="fileName">With its ending.</param>
public sealed class CsvAnswer(string fileName, IReadOnlyList<string> heading, IAsyncEnumerable<IReadOnlyList<CsvCell>> rows)
    : IResult, IEndpointMetadataProvider
{
    private const int Batch = 200;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/csv"]));

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = ContentDisposition.Attachment(fileName);
        http.Response.Headers.CacheControl = "private, no-store";
        var text = new StringBuilder("\uFEFF");
        Write(text, [.. heading]);
        var waiting = 0;
        await foreach (var row in rows.WithCancellation(http.RequestAborted))
        {
            Write(text, row);
            if (++waiting % Batch != 0)
                continue;
            await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
            text.Clear();
        }
        await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
    }

    private static void Write(StringBuilder text, IReadOnlyList<CsvCell> cells) =>
        text.AppendJoin(',', cells.Select(c => Quoted(c.Value ?? ""))).Append("\r\n");

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
