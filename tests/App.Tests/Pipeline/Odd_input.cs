using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>
/// What nobody sends by mistake, for any route: numbers beyond their range, texts that are no texts, bodies of other kinds. The same seed
/// makes the same.
/// </summary>
internal sealed partial class OddInput(int seed, IReadOnlyDictionary<string, string[]> known)
{
    private static readonly string[] Odd =
    [
        "", "0", "-1", "1", "2147483648", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e308", "NaN", "null", "true", "[]", "{}",
        "\0", "a\0b", "\uD800", "\uFFFE", "\u202Eabc", "😀", "中文", "..", "../../etc/passwd", "a\r\nX-Evil: 1", "' OR 1=1 --", "%", "%00", "%zz",
        "<script>alert(1)</script>", "{{7*7}}", "2024-02-30", "2024-13-45T99:99:99Z", "9999-12-31", "0001-01-01", "javascript:alert(1)", "//evil.example",
        "http://127.0.0.1:1/", "(.*[", "\u3164", new string('x', 300), new string('中', 9_000), new string('[', 5_000), "a@b", "-0.5", "1,5", "٣", "１２",
    ];

    private static readonly string[] Types =
    [
        "application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "application/zip",
        "image/png", "application/json; charset=utf-7",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A request to the route by one of its methods, or by another.</summary>
    /// <param name="token">Of a form of the session; <c>null</c> sends none.</param>
    public HttpRequestMessage Request(RouteEndpoint route, string? token)
    {
        var methods = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        var method = _random.Next(12) == 0 ? Pick("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS") : Pick([.. methods]);
        var request = new HttpRequestMessage(new HttpMethod(method), PathOf(route) + QueryOf(route));
        if (method is not ("GET" or "HEAD" or "OPTIONS"))
            request.Content = Body(route, token);
        return request;
    }

    private string PathOf(RouteEndpoint route) => "/" + Parameter().Replace(route.RoutePattern.RawText!.TrimStart('/'), match =>
    {
        var name = match.Groups["name"].Value;
        var value = name == "community" || _random.Next(3) > 0 ? Pick(known.GetValueOrDefault(name) ?? ["1", "x"]) : Pick(Odd);
        value = match.Value.Contains(":long", StringComparison.Ordinal) && _random.Next(4) > 0 && !long.TryParse(value, out _) ? "1" : value;
        // The server itself refuses U+0000 in a path, before anything of ours.
        return value.Length is 0 or > 2_000 ? "x" : Escape(value.Replace("\0", "").Replace("%00", "%01")) is { Length: > 0 } path ? path : "x";
    });

    private string QueryOf(RouteEndpoint route)
    {
        var names = NamesOf<SupplyParameterFromQueryAttribute>(route).Concat(ArgumentsOf(route)).Append("q").ToList();
        var pairs = names.Where(_ => _random.Next(3) == 0).Select(n => $"{n}={Escape(Short())}").ToList();
        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs);
    }

    private ByteArrayContent Body(RouteEndpoint route, string? token)
    {
        var accepted = route.Metadata.GetMetadata<IAcceptsMetadata>();
        var page = route.Metadata.GetMetadata<ComponentTypeMetadata>();
        var takesForms = page is not null || accepted is null
            || accepted.ContentTypes.Any(t => t.Contains("form", StringComparison.Ordinal));
        if (_random.Next(8) == 0)
            return Content(Pick(Odd), Pick(Types));
        if (!takesForms || (page is null && _random.Next(2) == 0))
            return Content(Json(accepted?.RequestType, 0), _random.Next(10) == 0 ? Pick(Types) : "application/json");
        var fields = NamesOf<SupplyParameterFromFormAttribute>(route).Concat(["returnUrl", "do", "body", "title", "name", "version"]).Distinct()
            .Where(_ => _random.Next(3) > 0).Select(n => $"{Escape(n)}={Escape(Pick(Odd))}").ToList();
        if (token is not null)
            fields.Add("__RequestVerificationToken=" + Escape(token));
        if (FormsOf(route) is { Count: > 0 } forms)
            fields.Add("_handler=" + Escape(Pick([.. forms])));
        return Content(string.Join('&', fields), "application/x-www-form-urlencoded");
    }

    private string Json(Type? type, int depth)
    {
        if (type is null || depth > 3 || _random.Next(10) == 0)
            return Value();
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type.IsPrimitive || type.IsEnum || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
            return _random.Next(4) == 0 ? $"[{Value()},{Value()}]" : Value();
        var pairs = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(_ => _random.Next(5) > 0)
            .Select(p => $"{JsonSerializer.Serialize(JsonNamingPolicy.CamelCase.ConvertName(p.Name))}:{Json(p.PropertyType, depth + 1)}");
        return $"{{{string.Join(',', pairs)}}}";
    }

    private string Value() => _random.Next(5) switch
    {
        0 => Pick("null", "true", "[]", "{}", "[null]", "-1", "0", "1", "9223372036854775808", "1e400", "1.5", "[[[[[[[]]]]]]]"),
        1 => Pick("", "{", "\"", "[1,", "nul", "'x'") is var broken && _random.Next(6) == 0 ? broken : "1",
        _ => JsonSerializer.Serialize(Pick(Odd)),
    };

    private static ByteArrayContent Content(string text, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static IEnumerable<string> NamesOf<TAttribute>(RouteEndpoint route) where TAttribute : Attribute =>
        Properties(route).Select(p => (p.Name, Given: p.GetCustomAttribute<TAttribute>()))
            .Where(p => p.Given is not null)
            .Select(p => p.Given switch
            {
                SupplyParameterFromQueryAttribute { Name: { } name } => name,
                SupplyParameterFromFormAttribute { Name: { } name } => name,
                _ => p.Name,
            });

    private static HashSet<string> FormsOf(RouteEndpoint route) =>
        [.. Properties(route).Select(p => p.GetCustomAttribute<SupplyParameterFromFormAttribute>()?.FormName).OfType<string>()];

    private static IEnumerable<PropertyInfo> Properties(RouteEndpoint route) => route.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type
        .GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance) ?? [];

    private static IEnumerable<string> ArgumentsOf(RouteEndpoint route) => route.Metadata.GetMetadata<MethodInfo>()?.GetParameters()
        .Where(p => p.ParameterType == typeof(string) || (Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType).IsValueType)
        .Select(p => p.Name!).Where(n => n != "cancel") ?? [];

    private string Short() => Pick(Odd) is { Length: <= 500 } value ? value : "x";

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private T Pick<T>(params T[] all) => all[_random.Next(all.Length)];

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)(?::[^}]*)?\??\}")]
    private static partial Regex Parameter();
}
