using System.Data.Common;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.OwnData;

/// <summary>
/// Writes all rows of a member, of all modules and across communities, as a ZIP with a JSON file for each table. It is read as it is when
/// somebody asks and kept nowhere, so that there is nothing to forget afterwards.
/// </summary>
internal sealed class WriteArchive(AppDb db, AddFiles files)
{
    /// <summary>As the list of files is written.</summary>
    public static readonly JsonSerializerOptions Listed =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The archive at its beginning; it is gone from the disk when it is closed.</returns>
    public async Task<Stream> RunAsync(long memberId, CancellationToken cancel)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"guildhall-{Guid.NewGuid():n}.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await db.Database.OpenConnectionAsync(cancel);
            using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var table in OwnTables.In(db.Model))
                    await AddAsync(archive, table, memberId, cancel);
                await files.RunAsync(archive, memberId, cancel);
            }
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task AddAsync(ZipArchive archive, OwnTable table, long memberId, CancellationToken cancel)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        // Names of the model, which nobody can type.
        command.CommandText = $"SELECT {string.Join(", ", table.Columns.Select(c => Quoted(c.Name)))} FROM {Quoted(table.Name)} "
            + $"WHERE {table.IsOf("@member")}";
        PreparedReads.Ask(command, [("member", memberId)]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel))
            return;
        await using var entry = archive.CreateEntry($"{table.Name}.json").Open();
        await using var json = new Utf8JsonWriter(entry, Json);
        json.WriteStartArray();
        do
        {
            json.WriteStartObject();
            for (var i = 0; i < table.Columns.Count; i++)
                Write(json, table.Columns[i], rows, i);
            json.WriteEndObject();
            if (json.BytesPending > 64 * 1024)
                await json.FlushAsync(cancel);
        }
        while (await rows.ReadAsync(cancel));
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, OwnColumn column, DbDataReader row, int at)
    {
        json.WritePropertyName(column.Name);
        if (row.IsDBNull(at))
            json.WriteNullValue();
        else if (column.Type == typeof(string))
            json.WriteStringValue(row.GetString(at));
        else if (column.Type == typeof(bool))
            json.WriteBooleanValue(row.GetBoolean(at));
        else if (column.Type == typeof(DateTime))
            json.WriteStringValue(PreparedReads.Utc(row, at));
        else if (column.Type == typeof(DateOnly))
            json.WriteStringValue(row.GetFieldValue<DateOnly>(at).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        else if (column.Type == typeof(double))
            json.WriteNumberValue(row.GetDouble(at));
        else if (column.Type == typeof(decimal))
            json.WriteNumberValue(row.GetDecimal(at));
        else
            json.WriteNumberValue(row.GetInt64(at));
    }

    private static string Quoted(string name) => $"\"{name}\"";
}
