using System.Linq.Expressions;
using System.Text;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Guildhall.Kernel.Data;

/// <summary>What holds for every table, so that no mapping has to say it.</summary>
internal static class Conventions
{
    public const string CommunityFilter = "community";

    public static void Apply(ModelBuilder model, AppDb db)
    {
        var names = new Dictionary<Type, EnumNames>();
        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            foreach (var property in entity.GetProperties())
                NameEnum(property, names);
            if (entity.ClrType.IsAssignableTo(typeof(ICommunityOwned)))
                FilterByCommunity(model, entity.ClrType, db);
            if (entity.IsMappedToJson())
                continue;
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.GetColumnName()));
        }

        // PostgreSQL hands out ids before they commit: readers of the outbox go by transaction, see ActivityReader.
        model.Entity<Activity>().Property(a => a.Transaction)
            .HasDefaultValueSql(db.IsPostgres ? "pg_current_xact_id()::text::bigint" : "0");
    }

    private static void NameEnum(IMutableProperty property, Dictionary<Type, EnumNames> names)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (!type.IsEnum)
            return;
        if (!names.TryGetValue(type, out var converter))
            names.Add(type, converter = new EnumNames(type));
        property.SetValueConverter(converter);
    }

    private static void FilterByCommunity(ModelBuilder model, Type type, AppDb db)
    {
        var row = Expression.Parameter(type, "row");
        var filter = Expression.Lambda(
            Expression.Equal(
                Expression.Property(row, nameof(ICommunityOwned.CommunityId)),
                Expression.Property(Expression.Constant(db), nameof(AppDb.CommunityId))),
            row);
        model.Entity(type).HasQueryFilter(CommunityFilter, filter);
    }

    internal static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }
}

/// <summary>
/// Instants are UTC and end at the microsecond, which is what PostgreSQL keeps: both databases give back what was put in.
/// </summary>
internal sealed class UtcMicroseconds() : ValueConverter<DateTime, DateTime>(
    value => Truncate(value),
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
{
    private static DateTime Truncate(DateTime value)
    {
        if (value.Kind == DateTimeKind.Local)
            throw new ArgumentException("Instants are stored as UTC; this one is local time.");
        return new DateTime(value.Ticks - value.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }
}
