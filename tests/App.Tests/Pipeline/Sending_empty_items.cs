using System.Net;
using System.Text;
using System.Text.Json;
using Guildhall.App.Tests.Content;
using Guildhall.App.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>Every list of every request of the API with nothing where an item belongs, as the OpenAPI document names them.</summary>
[Trait("Modules", "all"), Trait("Database", "sqlite")]
public class Sending_empty_items(LoggedApp app) : IClassFixture<LoggedApp>
{
    [Fact]
    public async Task Is_refused_and_is_no_bug()
    {
        var library = await Library.OpenAsync(app);
        await library.PersonAsync("root", ownsInstallation: true);
        var document = (await app.Visitor().GetAsync("/openapi/v1.json")).Json;
        var program = await library.ProgramAsync("root", Scopes);
        var (before, sent, wrong) = (app.Log.Count, 0, new List<string>());

        foreach (var (method, route, body) in Requests(document))
        {
            sent++;
            var address = route.Replace("{community}", library.Slug, StringComparison.Ordinal).Replace("{space}", "x", StringComparison.Ordinal);
            var request = new HttpRequestMessage(new HttpMethod(method), address)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            var answer = await program.SendAsync(request);
            if ((int)answer.Status >= 500)
                wrong.Add($"{(int)answer.Status} {method} {route} {body}");
        }

        Assert.True(sent > 30, $"{sent} lists");
        Assert.Empty(wrong);
        Assert.Empty(app.Log.Skip(before).Where(l => l.Level >= LogLevel.Error).Select(l => l.ToString()).Distinct());
    }

    [Fact]
    public async Task Names_the_item()
    {
        var library = await Library.OpenAsync(app);
        var program = await library.ProgramAsync("Lin", "account:write", "courses:learn");

        var links = await program.SendAsync(new HttpRequestMessage(HttpMethod.Patch, "/api/me")
        {
            Content = new StringContent("""{"links":["https://example.org/",null]}""", Encoding.UTF8, "application/json"),
        });

        links.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "item_missing");
        Assert.Equal("links[1]", links.Json.GetProperty("field").GetString());
    }

    private static readonly string[] Scopes =
        ["account:read", "account:write", "articles:write", "communities:write", "courses:write", "courses:learn", "members:write",
            "moderation:write", "orders:write", "points:write", "posts:write", "reports:write", "screening:write", "tiers:write", "bots:answer"];

    /// <summary>One for each list: the body with this list alone, which holds null and nothing else.</summary>
    private static IEnumerable<(string Method, string Route, string Body)> Requests(JsonElement document)
    {
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject())
                if (operation.Value.TryGetProperty("requestBody", out var body)
                    && body.GetProperty("content").TryGetProperty("application/json", out var json))
                    foreach (var list in Bodies(document, json.GetProperty("schema"), 0))
                        yield return (operation.Name.ToUpperInvariant(), Filled(path.Name), list);
    }

    private static string Filled(string route) => System.Text.RegularExpressions.Regex.Replace(
        route, @"\{(?!community\}|space\})[^}]+\}", "1");

    private static IEnumerable<string> Bodies(JsonElement document, JsonElement schema, int depth)
    {
        if (depth > 4)
            yield break;
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!;
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(name[(name.LastIndexOf('/') + 1)..]);
        }
        foreach (var either in (string[])["oneOf", "anyOf"])
            if (schema.TryGetProperty(either, out var some))
                foreach (var inner in some.EnumerateArray().SelectMany(s => Bodies(document, s, depth + 1)))
                    yield return inner;
        if (schema.TryGetProperty("items", out var items))
        {
            yield return "[null]";
            foreach (var inner in Bodies(document, items, depth + 1))
                yield return $"[{inner}]";
        }
        if (schema.TryGetProperty("properties", out var properties))
            foreach (var property in properties.EnumerateObject())
                foreach (var inner in Bodies(document, property.Value, depth + 1))
                    yield return $$"""{"{{property.Name}}":{{inner}}}""";
    }
}
