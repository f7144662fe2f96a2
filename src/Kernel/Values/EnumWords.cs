using System.Text.Json;

namespace Guildhall.Kernel.Values;

/// <summary>
/// The words for the values of enums in JSON, forms, addresses and docs: the name in snake case and exactly so, e.g. <c>paid_knowledge</c>.
/// Tables hold the same words as the code spells them, <c>PaidKnowledge</c>.
/// </summary>
public static class EnumWords
{
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.Words[value];

    /// <returns><c>null</c> where it is none of the enum's words; other spellings are none.</returns>
    public static T? Read<T>(string? word) where T : struct, Enum =>
        word is not null && Table<T>.Values.TryGetValue(word, out var value) ? value : null;

    /// <summary>All words of an enum, in the order of its values.</summary>
    public static IReadOnlyList<string> All(Type type) => [.. Enum.GetNames(type).Select(Word)];

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static class Table<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Words =
            Enum.GetValues<T>().Distinct().ToDictionary(value => value, value => Word(value.ToString()));

        public static readonly Dictionary<string, T> Values =
            Words.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
