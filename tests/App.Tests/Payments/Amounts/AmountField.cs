using System.Text.Json;
using System.Text.RegularExpressions;

namespace Guildhall.App.Tests.Payments.Amounts;

/// <summary>A field of a request that is an amount of money, as the program's own OpenAPI document names it.</summary>
/// <param name="Path">Through the body, as "prices[].amount"; a name alone for a parameter of the query.</param>
/// <param name="Currency">The field beside it that says in which currency; <c>null</c> where something else says it.</param>
internal sealed partial record AmountField(string Method, string Route, string Path, string? Currency, bool InQuery)
{
    /// <summary>Whole numbers that are no money. A new one is named here, or its amounts are tried.</summary>
    private static readonly string[] NoMoney =
    [
        "after", "articles[]", "before", "channel", "close[]", "comments[]", "community", "endCoupons[]", "into", "list", "memberId",
        "members[]", "paymentId", "replies[]", "reply", "replyTo", "space", "thread", "tier", "tierId", "topic", "until",
        "id", "lessons[]", "session", "topicId",
        // Numbers that count or measure.
        "number", "points", "threshold", "tolerance", "quantity", "percent", "fraction",
        // What a change of plan is expected to cost now, compared with what it costs: nothing is made of it.
        "expected",
    ];

    public string Leaf => Path[(Path.LastIndexOf('.') + 1)..];

    public override string ToString() => $"{Method} {Route} {Path}";

    /// <summary>All that the document has, and numbers of which nobody has said whether they are money.</summary>
    public static (IReadOnlyList<AmountField> Fields, IReadOnlyList<string> Unknown) ReadAll(JsonElement document)
    {
        var (fields, unknown) = (new List<AmountField>(), new List<string>());
        // Rewards cost points.
        foreach (var route in document.GetProperty("paths").EnumerateObject().Where(r => !r.Name.Contains("/points/rewards")))
            foreach (var operation in route.Value.EnumerateObject())
            {
                var numbers = InQueryOf(operation.Value).Concat(InBodyOf(document, operation.Value));
                foreach (var (path, beside, inQuery) in numbers)
                {
                    var field = new AmountField(operation.Name.ToUpperInvariant(), route.Name, path,
                        beside.Contains("currency") ? "currency" : null, inQuery);
                    if (Money().IsMatch(field.Leaf) || (field.Leaf == "value" && field.Currency is not null))
                        fields.Add(field);
                    else if (!NoMoney.Contains(field.Leaf))
                        unknown.Add(field.ToString());
                }
            }
        return (fields, unknown);
    }

    private static IEnumerable<(string Path, IReadOnlyList<string> Beside, bool InQuery)> InQueryOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query" && IsLong(p.GetProperty("schema")))
                .Select(p => (p.GetProperty("name").GetString()!, (IReadOnlyList<string>)[], true))
            : [];

    private static IEnumerable<(string Path, IReadOnlyList<string> Beside, bool InQuery)> InBodyOf(
        JsonElement document, JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body)
            ? body.GetProperty("content").EnumerateObject().Where(c => c.Value.TryGetProperty("schema", out _))
                .SelectMany(c => Walk(document, c.Value.GetProperty("schema"), "", [], [])).Select(n => (n.Path, n.Beside, false))
            : [];

    private static IEnumerable<(string Path, IReadOnlyList<string> Beside)> Walk(
        JsonElement document, JsonElement schema, string path, IReadOnlyList<string> beside, IReadOnlyList<string> above)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!;
            var named = document.GetProperty("components").GetProperty("schemas").GetProperty(name[(name.LastIndexOf('/') + 1)..]);
            return above.Contains(name) ? [] : Walk(document, named, path, beside, [.. above, name]);
        }
        var found = IsLong(schema) ? [(path, beside)] : new List<(string, IReadOnlyList<string>)>();
        foreach (var either in (string[])["oneOf", "anyOf", "allOf"])
            if (schema.TryGetProperty(either, out var some))
                found.AddRange(some.EnumerateArray().SelectMany(s => Walk(document, s, path, beside, above)));
        if (schema.TryGetProperty("items", out var items))
            found.AddRange(Walk(document, items, path + "[]", beside, above));
        if (schema.TryGetProperty("properties", out var properties))
        {
            List<string> names = [.. properties.EnumerateObject().Select(p => p.Name)];
            found.AddRange(properties.EnumerateObject()
                .SelectMany(p => Walk(document, p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}", names, above)));
        }
        return found;
    }

    private static bool IsLong(JsonElement schema) =>
        schema.TryGetProperty("format", out var format) && format.GetString() is "int64" or "double" or "float" or "decimal";

    [GeneratedRegex("amount|price|fee|total|cost|minor|sum|least|most|budget|reward|bounty|money", RegexOptions.IgnoreCase)]
    private static partial Regex Money();
}
