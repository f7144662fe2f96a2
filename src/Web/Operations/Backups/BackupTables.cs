using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Guildhall.Web.Operations.Backups;

/// <summary>One table as a backup sees it.</summary>
/// <param name="Identity">The column that the database numbers; <c>null</c> when there is none.</param>
internal sealed record BackupTable(string Name, IReadOnlyList<BackupColumn> Columns, string? Identity)
{
    public string ColumnList => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

    /// <summary>One row, as asked for by <see cref="ColumnList"/>.</summary>
    /// <exception cref="Refused">A value is not of its column's type: SQLite keeps whatever it is given.</exception>
    public object?[] ReadRow(DbDataReader reader) => [.. Columns.Select((column, i) => Read(column, reader, i))];

    private object? Read(BackupColumn column, DbDataReader reader, int i)
    {
        try
        {
            return column.Read(reader, i);
        }
        catch (Exception unreadable) when (unreadable is InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            throw new Refused("row_unreadable", 422,
                "A row of the table {0} can't be read: {1} holds {2}.", Name, column.Name, $"\"{reader.GetValue(i)}\"");
        }
    }
}

/// <param name="Type">How the value crosses: bool, long, double, string, DateTime, DateOnly, Guid or byte[].</param>
internal sealed record BackupColumn(string Name, Type Type, bool IsJson)
{
    public object? Read(DbDataReader reader, int i)
    {
        if (reader.IsDBNull(i))
            return null;
        if (Type == typeof(bool))
            return reader.GetBoolean(i);
        if (Type == typeof(DateTime))
            return DateTime.SpecifyKind(reader.GetDateTime(i), DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);
        if (Type == typeof(DateOnly))
            return reader.GetFieldValue<DateOnly>(i).ToString("O", CultureInfo.InvariantCulture);
        if (Type == typeof(byte[]))
            return Convert.ToBase64String(reader.GetFieldValue<byte[]>(i));
        if (Type == typeof(double))
            return reader.GetDouble(i);
        if (Type == typeof(Guid))
            return reader.GetGuid(i);
        return Type == typeof(long) ? reader.GetInt64(i) : reader.GetString(i);
    }

    public object Parse(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return DBNull.Value;
        if (Type == typeof(bool))
            return value.GetBoolean();
        if (Type == typeof(DateTime))
            return DateTime.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        if (Type == typeof(DateOnly))
            return DateOnly.ParseExact(value.GetString()!, "O", CultureInfo.InvariantCulture);
        if (Type == typeof(byte[]))
            return value.GetBytesFromBase64();
        if (Type == typeof(double))
            return value.GetDouble();
        if (Type == typeof(Guid))
            return value.GetGuid();
        return Type == typeof(long) ? value.GetInt64() : value.GetString()!;
    }
}

/// <summary>The tables of the model, those that others point at first.</summary>
internal static class BackupTables
{
    public static IReadOnlyList<BackupTable> Of(AppDb db)
    {
        // The read-optimised model has forgotten which columns are identities; the design-time one has not.
        var tables = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.ToList();
        var ordered = new List<ITable>();
        var waiting = new List<ITable>(tables.OrderBy(t => t.Name, StringComparer.Ordinal));
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(t => t.ForeignKeyConstraints.All(f => f.PrincipalTable == t || ordered.Contains(f.PrincipalTable)))
                .ToList();
            if (ready.Count == 0)
                throw new InvalidOperationException("Tables point at each other in a circle: " + string.Join(", ", waiting.Select(t => t.Name)));
            ordered.AddRange(ready);
            waiting.RemoveAll(ready.Contains);
        }
        return [.. ordered.Select(Of)];
    }

    /// <summary>Tables and columns, whatever the database calls their types.</summary>
    public static string Fingerprint(IEnumerable<BackupTable> tables) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', tables.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => $"{t.Name}({string.Join(',', t.Columns.Select(c => $"{c.Name}:{c.Type.Name}"))})")))));

    private static BackupTable Of(ITable table)
    {
        var columns = table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal)
            .Where(c => c.PropertyMappings.All(m => m.Property.GetComputedColumnSql() is null))
            .Select(Of).ToList();
        var identity = table.Columns.FirstOrDefault(c => c.PropertyMappings.Any(m =>
            m.Property.IsPrimaryKey() && m.Property.ValueGenerated == ValueGenerated.OnAdd && m.Property.ClrType == typeof(long)));
        return new BackupTable(table.Name, columns, identity?.Name);
    }

    private static BackupColumn Of(IColumn column)
    {
        var property = column.PropertyMappings.FirstOrDefault()?.Property;
        if (property is null)
            return new BackupColumn(column.Name, typeof(string), IsJson: true);
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return new BackupColumn(column.Name, Crossing(type), column.StoreType is "jsonb" or "json");
    }

    private static Type Crossing(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => typeof(bool),
        TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 or TypeCode.Byte or TypeCode.UInt32 => typeof(long),
        TypeCode.Double or TypeCode.Single => typeof(double),
        TypeCode.DateTime => typeof(DateTime),
        TypeCode.String => typeof(string),
        _ when type == typeof(byte[]) => typeof(byte[]),
        _ when type == typeof(DateOnly) => typeof(DateOnly),
        _ when type == typeof(Guid) => typeof(Guid),
        _ when type == typeof(DateTimeOffset) => typeof(DateTime),
        _ => throw new InvalidOperationException($"Backups do not know how to carry {type}."),
    };
}
