using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Kernel.Values;

namespace Guildhall.Kernel.Http;

/// <summary>
/// Enums in JSON are their <see cref="EnumWords"/>, in answers and requests. Numbers, names and other spellings are refused: 422
/// <c>word_unknown</c>.
/// </summary>
public sealed class EnumWordsJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T> where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? EnumWords.Read<T>(reader.GetString()) : null)
            ?? throw new Refused("word_unknown", 422, "Use one of these words: {0}.", string.Join(", ", EnumWords.All(typeof(T))));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(EnumWords.Of(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(EnumWords.Of(value));
    }
}
