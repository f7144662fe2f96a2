using System.Reflection;
using System.Text;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Guildhall.Kernel.Http;

/// <summary>
/// A list as CSV (RFC 4180, with a byte order mark, without which Excel does not read Chinese), sent as it is read. No cell can become a
/// formula: a spreadsheet runs what begins with one of some signs, so an apostrophe, the usual word for "text", is set before it
/// (owasp.org, CSV Injection).
/// </summary>
/// <param name="fileName">With its ending.</param>
public sealed class CsvAnswer(string fileName, IReadOnlyList<string> heading, IAsyncEnumerable<IReadOnlyList<string?>> rows)
    : IResult, IEndpointMetadataProvider
{
    private const int Batch = 200;

    // Full-width forms too, as some programs read them the same.
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/csv"]));

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = ContentDisposition.Attachment(fileName);
        http.Response.Headers.CacheControl = "private, no-store";
        var text = new StringBuilder("\uFEFF");
        Write(text, heading);
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

    private static void Write(StringBuilder text, IReadOnlyList<string?> cells) =>
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string? value)
    {
        var safe = value is { Length: > 0 } && Formulas.Contains(value[0], StringComparison.Ordinal) ? "'" + value : value ?? "";
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
