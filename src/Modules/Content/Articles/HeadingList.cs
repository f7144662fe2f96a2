using System.Text.Json;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Articles;

/// <summary>Headings as they are kept beside a rendered text.</summary>
internal static class HeadingList
{
    private static readonly JsonSerializerOptions Json =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<HeadingEntry> headings) => JsonSerializer.Serialize(headings, Json);

    public static IReadOnlyList<HeadingEntry> Read(string json) =>
        json.Length <= 2 ? [] : JsonSerializer.Deserialize<List<HeadingEntry>>(json, Json) ?? [];
}
