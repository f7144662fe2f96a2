using System.Text.Json;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.House;

/// <summary>
/// Lists of the API have one vocabulary: what they hold is `items`, and what goes on behind the last of them is asked for by `after` from
/// `next`. Messages alone are read in both directions.
/// </summary>
[Trait("Database", "none")]
public class List_rules(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly string[] Cursors = ["next", "older", "newer", "before", "after", "cursor", "continuation"];

    /// <summary>No list: what comes next is the next level.</summary>
    private const string Standing = "/api/communities/{community}/points";

    [Fact]
    public async Task Every_list_that_goes_on_says_items_and_next()
    {
        var document = (await app.Visitor().GetAsync("/openapi/v1.json")).Json;

        Assert.True(Lists(document).Count() > 30);
        Assert.Empty(Faults(document));
    }

    [Fact]
    public void The_rule_rejects_other_words()
    {
        var bad = JsonDocument.Parse("""
            {"paths": {"/api/orders": {"get": {"parameters": [{"name": "before", "in": "query"}], "responses": {"200": {"content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/Orders"}}}}}}}},
            "components": {"schemas": {"Orders": {"properties": {"orders": {"type": "array"}, "older": {"type": "integer"}}}}}}
            """).RootElement;

        Assert.Equal(2, Faults(bad).Count());
    }

    private static IEnumerable<string> Faults(JsonElement document)
    {
        foreach (var (path, names, parameters) in Lists(document))
        {
            if (Cursors.Any(names.Contains) && !(names.Contains("items") && names.Contains("next")))
                yield return $"{path} answers {string.Join(", ", names)}";
            if (parameters.Contains("before"))
                yield return $"{path} goes on with before";
        }
    }

    /// <summary>Answers to GET that hold a list and a cursor.</summary>
    private static IEnumerable<(string Path, List<string> Names, List<string?> Parameters)> Lists(JsonElement document)
    {
        foreach (var path in document.GetProperty("paths").EnumerateObject()
            .Where(p => !p.Name.Contains("/messages", StringComparison.Ordinal) && p.Name != Standing))
        {
            if (!path.Value.TryGetProperty("get", out var get) || !get.GetProperty("responses").TryGetProperty("200", out var ok)
                || !ok.TryGetProperty("content", out var content) || !content.TryGetProperty("application/json", out var json))
                continue;
            var properties = PropertiesOf(document, json.GetProperty("schema")).ToList();
            List<string> names = [.. properties.Select(p => p.Name)];
            if (!properties.Exists(p => IsArray(p.Value)) || !names.Exists(Cursors.Contains))
                continue;
            List<string?> parameters = get.TryGetProperty("parameters", out var asked)
                ? [.. asked.EnumerateArray().Select(p => p.GetProperty("name").GetString())] : [];
            yield return ($"GET {path.Name}", names, parameters);
        }
    }

    private static IEnumerable<JsonProperty> PropertiesOf(JsonElement document, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!;
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(name[(name.LastIndexOf('/') + 1)..]);
        }
        return schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : [];
    }

    private static bool IsArray(JsonElement schema) => schema.TryGetProperty("type", out var type)
        && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => t.GetString() == "array") : type.GetString() == "array");
}
