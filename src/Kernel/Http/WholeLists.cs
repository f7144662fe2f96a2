using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Http;

/// <summary>
/// A JSON list with null where its record names items that are never null is refused at that item: <c>item_missing</c>, 422. The platform
/// checks the nullability of properties (RespectNullableAnnotations), not that of what a list holds.
/// </summary>
public static class WholeLists
{
    public static IServiceCollection AddWholeLists(this IServiceCollection services) => services.ConfigureHttpJsonOptions(json =>
        json.SerializerOptions.TypeInfoResolver = (json.SerializerOptions.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
        .WithAddedModifier(LookAfterReading));

    private static void LookAfterReading(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        var lists = type.Properties.Where(p => p.PropertyType != typeof(string) && p.PropertyType.IsAssignableTo(typeof(IEnumerable))
            && p.AttributeProvider is PropertyInfo && !p.PropertyType.IsAssignableTo(typeof(IDictionary))).ToList();
        if (lists.Count == 0)
            return;
        // Only what is read asks for it: most records are answers.
        var known = new Lazy<List<(JsonPropertyInfo Property, NullabilityInfo Holds)>>(() => Holding(lists));
        type.OnDeserialized += read => Look(read, known.Value);
    }

    private static List<(JsonPropertyInfo Property, NullabilityInfo Holds)> Holding(List<JsonPropertyInfo> lists)
    {
        var nullability = new NullabilityInfoContext();
        return [.. lists.Select(p => (p, nullability.Create((PropertyInfo)p.AttributeProvider!)))];
    }

    private static void Look(object read, List<(JsonPropertyInfo Property, NullabilityInfo Holds)> lists)
    {
        foreach (var (property, holds) in lists)
            if (property.Get?.Invoke(read) is IEnumerable items && GapIn(items, holds) is { } at)
                throw Refused.AtField(property.Name + at, "item_missing", "This list holds an empty item. Leave it out.");
    }

    /// <summary>Where the first gap is, as "[2]" or "[0][1]"; <c>null</c> for none.</summary>
    private static string? GapIn(IEnumerable items, NullabilityInfo list)
    {
        if ((list.ElementType ?? (list.GenericTypeArguments is [var only] ? only : null)) is not { } holds || holds.Type.IsValueType)
            return null;
        var index = 0;
        foreach (var item in items)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"[{index++}]");
            if (item is null && holds.ReadState != NullabilityState.Nullable)
                return at;
            if (item is IEnumerable and not string && GapIn((IEnumerable)item, holds) is { } within)
                return at + within;
        }
        return null;
    }
}
