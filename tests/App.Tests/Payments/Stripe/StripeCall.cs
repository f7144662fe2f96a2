using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>A request in Stripe's forms: <c>line_items[0][price_data][unit_amount]=2900</c>.</summary>
internal sealed record StripeCall(string Method, string Path, string? Key, IReadOnlyDictionary<string, string> Fields)
{
    public string? this[string name] => Fields.GetValueOrDefault(name);

    /// <summary>All of it but the key, to compare two requests.</summary>
    public string Words => $"{Method} {Path}\n{string.Join('\n', Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"))}";

    public IEnumerable<string> Expand => Fields.Where(f => f.Key.StartsWith("expand[", StringComparison.Ordinal)).Select(f => f.Value);

    public static async Task<StripeCall> OfAsync(HttpRequest request)
    {
        var fields = new Dictionary<string, string>();
        foreach (var (name, value) in request.Query)
            fields[name] = value.ToString();
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync())
                fields[name] = value.ToString();
        }
        return new StripeCall(request.Method, request.Path, request.Headers["Idempotency-Key"].FirstOrDefault(), fields);
    }

    public string Need(string name) =>
        this[name] ?? throw new StripeRefusal(400, "parameter_missing", $"Missing required param: {name}.");

    public long Amount(string name) => long.Parse(Need(name), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What stands in brackets behind this name, as an object.</summary>
    public JsonObject Map(string name)
    {
        var map = new JsonObject();
        foreach (var (key, value) in Fields)
        {
            if (key.StartsWith(name + "[", StringComparison.Ordinal) && key.EndsWith(']'))
                map[key[(name.Length + 1)..^1]] = value;
        }
        return map;
    }
}
