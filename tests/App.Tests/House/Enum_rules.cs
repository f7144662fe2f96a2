using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Guildhall.App.Tests.House;

/// <summary>Enums are words wherever a program meets one: in the OpenAPI document, in answers and in requests.</summary>
[Trait("Database", "none")]
public partial class Enum_rules(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private JsonSerializerOptions Json => app.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    private List<Type> Records => [.. RecordsOf(app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())];

    [Fact]
    public async Task The_document_names_the_words_of_every_enum()
    {
        var document = (await app.Visitor().GetAsync("/openapi/v1.json")).Json;
        var records = Records;

        Assert.Contains(records, r => EnumsOf(r).Any());
        Assert.Empty(records.SelectMany(r => NotWords(document, r)));
    }

    [Fact]
    public void Answers_and_requests_hold_exactly_these_words()
    {
        var enums = Records.SelectMany(EnumsOf).Select(p => TypeOf(p.PropertyType)).Distinct().ToList();

        Assert.NotEmpty(enums);
        foreach (var type in enums)
        {
            Assert.Equal(EnumWords.All(type),
                Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.SerializeToElement(value, type, Json).GetString()));
            Assert.Equal(Enum.GetValues(type).Cast<object>(),
                EnumWords.All(type).Select(word => JsonSerializer.Deserialize($"\"{word}\"", type, Json)));
            foreach (var other in new[] { "0", "\"0\"", $"\"{Enum.GetNames(type)[0]}\"", $"\"{EnumWords.All(type)[0].ToUpperInvariant()}\"", $"\"{EnumWords.All(type)[0]} \"", "\"\"" })
                Assert.Equal("word_unknown", Assert.Throws<Refused>(() => JsonSerializer.Deserialize(other, type, Json)).Code);
        }
    }

    [Fact]
    public async Task A_space_says_its_kind()
    {
        var guild = await Communities.Guild.OpenAsync(app);

        var spaces = (await app.Visitor().GetAsync(guild.Api + "/spaces")).Json;

        Assert.Contains("column", spaces.EnumerateArray().Select(s => s.GetProperty("kind").GetString()));
        Assert.Contains((await app.Visitor().GetAsync(guild.Api)).Json.GetProperty("kind").GetString(), EnumWords.All(typeof(CommunityKind)));
    }

    /// <summary>The platform would read an enum of the address by name, in any case, and by number.</summary>
    [Fact]
    public void No_address_is_read_as_an_enum()
    {
        Assert.DoesNotContain(
            app.Services.GetRequiredService<EndpointDataSource>().Endpoints, e => HandlerOf(e)?.GetParameters().Any(IsEnum) == true);
        Assert.Empty(Repository.Files("src", ".cs", ".razor").Where(f => OtherReaders().IsMatch(File.ReadAllText(f))).Select(Repository.Relative));
    }

    [Fact]
    public void The_rules_reject_numbers_and_other_readers()
    {
        var number = JsonSerializer.Deserialize<JsonElement>("""{"components":{"schemas":{"Specimen":{"properties":{"kind":{"type":"integer"},"last":{"enum":["Column"]}}}}}}""");

        Assert.Equal(["Specimen.kind", "Specimen.last"], NotWords(number, typeof(Specimen)));
        Assert.Equal("0", JsonSerializer.Serialize(SpaceKind.Column));
        Assert.Matches(OtherReaders(), "Enum.TryParse<SpaceKind>(typed, out var kind)");
        Assert.True(IsEnum(((Delegate)Handle).Method.GetParameters()[0]));
        static string Handle(SpaceKind? kind) => $"{kind}";
    }

    private sealed record Specimen(SpaceKind Kind, SpaceKind? Last);

    private static IEnumerable<string> NotWords(JsonElement document, Type record) =>
        from property in EnumsOf(record)
        let name = JsonNamingPolicy.CamelCase.ConvertName(property.Name)
        where !(document.GetProperty("components").GetProperty("schemas").TryGetProperty(record.Name, out var schema)
            && schema.GetProperty("properties").TryGetProperty(name, out var words)
            && WordsAt(document, words).ToHashSet().SetEquals(EnumWords.All(TypeOf(property.PropertyType))))
        select $"{record.Name}.{name}";

    private static IEnumerable<string> WordsAt(JsonElement document, JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var words))
            return words.EnumerateArray().Where(w => w.ValueKind != JsonValueKind.Null).Select(w => w.ToString());
        if (schema.TryGetProperty("$ref", out var target))
            return WordsAt(document, document.GetProperty("components").GetProperty("schemas").GetProperty(target.GetString()!.Split('/')[^1]));
        return new[] { "oneOf", "anyOf", "allOf" }.Where(of => schema.TryGetProperty(of, out _))
            .SelectMany(of => schema.GetProperty(of).EnumerateArray()).SelectMany(s => WordsAt(document, s));
    }

    /// <summary>What the API's routes take and answer, with all that it holds.</summary>
    private static HashSet<Type> RecordsOf(IEnumerable<RouteEndpoint> endpoints)
    {
        var found = new HashSet<Type>();
        foreach (var endpoint in endpoints.Where(e => e.RoutePattern.RawText?.TrimStart('/')
            .StartsWith("api/", StringComparison.Ordinal) == true))
        {
            foreach (var answer in endpoint.Metadata.OfType<IProducesResponseTypeMetadata>())
                Add(answer.Type);
            foreach (var asked in endpoint.Metadata.OfType<IAcceptsMetadata>())
                Add(asked.RequestType);
        }
        return found;

        void Add(Type? type)
        {
            if (type is null)
                return;
            foreach (var argument in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments())
                Add(argument);
            if (type.Assembly.GetName().Name?.StartsWith("Guildhall.", StringComparison.Ordinal) != true || type.IsEnum
                || type.IsAssignableTo(typeof(IEnumerable)) || !found.Add(type))
                return;
            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
                Add(property.PropertyType);
        }
    }

    private static IEnumerable<PropertyInfo> EnumsOf(Type record) =>
        record.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => TypeOf(p.PropertyType).IsEnum);

    private static Type TypeOf(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsEnum(ParameterInfo parameter) => TypeOf(parameter.ParameterType).IsEnum;

    private static MethodInfo? HandlerOf(Microsoft.AspNetCore.Http.Endpoint endpoint) => endpoint.Metadata.GetMetadata<MethodInfo>();

    [GeneratedRegex(@"\bEnum\.(TryParse|Parse<(?!(ArticleAccess|RestrictionKind|Standing|TopicKind|(Following\.)?Following)>\(row\.))")]
    private static partial Regex OtherReaders();
}
