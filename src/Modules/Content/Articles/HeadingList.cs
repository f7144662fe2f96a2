using System.Text.Json;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Articles;

/// <summary>Headings as they are kept beside a rendered text.</summary>
internal static class HeadingList
{
    /// <summary>The deepest level that stands in contents.</summary>
    public const int Deepest = 3;

    private static readonly JsonSerializerOptions Json =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<HeadingEntry> headings) => JsonSerializer.Serialize(headings, Json);

    /// <summary>Those of the closed part that the contents of a page list: what is free of a text is how it begins.</summary>
    public static IReadOnlyList<HeadingEntry> Behind(IReadOnlyList<HeadingEntry> free, IReadOnlyList<HeadingEntry> all) =>
        [.. all.Skip(free.Count).Where(h => h.Level <= Deepest)];

    public static IReadOnlyList<HeadingEntry> Read(string json) =>
        json.Length <= 2 ? [] : JsonSerializer.Deserialize<List<HeadingEntry>>(json, Json) ?? [];
}
