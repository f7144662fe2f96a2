using System.Globalization;
using System.Text;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Moderation.Audit;

/// <summary>
/// The audit as CSV (RFC 4180), sent as it is read. A byte order mark tells Excel that it is UTF-8; a cell that a spreadsheet would take
/// for a formula begins with an apostrophe.
/// </summary>
internal static class AuditExport
{
    private const string Formulas = "=+-@\t\r\n＝＋－＠";
    private const int Batch = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/c/{community}/manage/reports/audit.csv", SendAsync)
        .RequirePermission(Permissions.HandleReports).ExcludeFromDescription();

    private static async Task SendAsync(
        string community, long? moderator, AuditTrail trail, Texts texts, HttpResponse response, CancellationToken cancel)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = ContentDisposition.Attachment($"moderation-{community}.csv");
        response.Headers.CacheControl = "no-store";
        var buffer = new StringBuilder("\uFEFF");
        Write(buffer, "when", "moderator", "what", "why");
        var waiting = 0;
        await foreach (var row in trail.AllAsync(moderator, cancel))
        {
            Write(buffer, row.At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), row.Actor, row.Text(texts), row.Said.Why);
            if (++waiting % Batch != 0)
                continue;
            await response.WriteAsync(buffer.ToString(), cancel);
            buffer.Clear();
        }
        await response.WriteAsync(buffer.ToString(), cancel);
    }

    private static void Write(StringBuilder buffer, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
            buffer.Append(i == 0 ? "" : ",").Append(Cell(cells[i]));
        buffer.Append("\r\n");
    }

    internal static string Cell(string text)
    {
        var safe = text.Length > 0 && Formulas.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
