using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Kernel.Http;

/// <summary>
/// What the framework would fail on though it is only bad input: values in an address that are no number or time where a page wants one
/// (<c>?before=x</c>), and bodies in encodings that it does not know.
/// </summary>
public static class ReadableInput
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, Type>> Wanted = new();

    /// <summary>Behind routing: what can be read depends on the page.</summary>
    public static void UseReadableInput(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (!IsEncodingKnown(http.Request.ContentType))
            throw new Refused("charset_unknown", 415, "This encoding is not known. Send text in UTF-8.");
        if (http.Request.Query.Count > 0 && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page)
            DropUnreadable(http.Request, Wanted.GetOrAdd(page.Type, WantedBy));
        return next(http);
    });

    /// <summary>The page is the one without them: a link that was mangled on its way still leads there.</summary>
    private static void DropUnreadable(HttpRequest request, IReadOnlyDictionary<string, Type> wanted)
    {
        var unreadable = request.Query.Where(q => wanted.TryGetValue(q.Key, out var type) && !q.Value.All(v => IsReadable(v ?? "", type)))
            .Select(q => q.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (unreadable.Count == 0)
            return;
        request.QueryString = new QueryBuilder(request.Query.Where(q => !unreadable.Contains(q.Key))
            .SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? "")))).ToQueryString();
    }

    private static Dictionary<string, Type> WantedBy(Type page) => page
        .GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Select(p => (p.Name, p.PropertyType, Given: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
        .Where(p => p.Given is not null)
        .Select(p => (Name: p.Given!.Name ?? p.Name, Type: p.PropertyType.IsArray ? p.PropertyType.GetElementType()! : p.PropertyType))
        .Where(p => p.Type != typeof(string))
        .GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => g.First().Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>As the framework reads them: by invariant rules, and nothing at all as no value where that is one.</summary>
    private static bool IsReadable(string text, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return text.Length == 0 || IsReadable(text, inner);
        var invariant = CultureInfo.InvariantCulture;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => bool.TryParse(text, out _),
            TypeCode.Int32 => int.TryParse(text, NumberStyles.Integer, invariant, out _),
            TypeCode.Int64 => long.TryParse(text, NumberStyles.Integer, invariant, out _),
            TypeCode.Decimal => decimal.TryParse(text, NumberStyles.Number, invariant, out _),
            TypeCode.Double => double.TryParse(text, NumberStyles.Float, invariant, out _),
            TypeCode.DateTime => DateTime.TryParse(text, invariant, DateTimeStyles.None, out _),
            _ when type == typeof(DateOnly) => DateOnly.TryParse(text, invariant, out _),
            _ when type == typeof(Guid) => Guid.TryParse(text, out _),
            _ => true,
        };
    }

    private static bool IsEncodingKnown(string? contentType)
    {
        if (contentType is null || !MediaTypeHeaderValue.TryParse(contentType, out var type) || type.Charset.Length == 0)
            return true;
        try
        {
            Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(type.Charset).ToString());
            return true;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
