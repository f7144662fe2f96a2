using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Http;

/// <summary>
/// Looks at a record of the API when it is first read or written. Endpoints ask for what they read and write while they are made, all at
/// the start: hundreds of records of which most are not asked for that day.
/// </summary>
public sealed class JsonWhenAsked : IJsonTypeInfoResolver
{
    private readonly JsonSerializerOptions _endpoints;
    private readonly IJsonTypeInfoResolver _records;
    private readonly Lazy<JsonSerializerOptions> _asked;

    private JsonWhenAsked(JsonSerializerOptions endpoints, IJsonTypeInfoResolver records)
    {
        (_endpoints, _records) = (endpoints, records);
        _asked = new(() => new JsonSerializerOptions(_endpoints) { TypeInfoResolver = _records });
    }

    public static void Configure(IServiceCollection services) => services.PostConfigure<JsonOptions>(json =>
        json.SerializerOptions.TypeInfoResolver =
            new JsonWhenAsked(json.SerializerOptions, json.SerializerOptions.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()));

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        // The description of the API has options of its own, and wants every record whole.
        options == _endpoints && type is { IsClass: true, IsAbstract: false } && IsOurs(type)
            ? ((Record)Activator.CreateInstance(typeof(Record<>).MakeGenericType(type), _asked)!).In(options)
            : _records.GetTypeInfo(type, options);

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("Guildhall.", StringComparison.Ordinal);

    private abstract class Record
    {
        public abstract JsonTypeInfo In(JsonSerializerOptions options);
    }

    private sealed class Record<T>(Lazy<JsonSerializerOptions> asked) : Record where T : class
    {
        public override JsonTypeInfo In(JsonSerializerOptions options) =>
            JsonMetadataServices.CreateValueInfo<T>(options, new Converter<T>(asked));
    }

    private sealed class Converter<T>(Lazy<JsonSerializerOptions> asked) : JsonConverter<T> where T : class
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<T>(ref reader, asked.Value);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, asked.Value);
    }
}
