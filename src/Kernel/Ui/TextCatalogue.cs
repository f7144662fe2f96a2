using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Guildhall.Kernel.Ui;

/// <summary>The Chinese texts of every module, gathered once from the embedded <c>zh.json</c> files. The key is the English text.</summary>
public sealed class TextCatalogue
{
    private readonly FrozenDictionary<string, string> chinese;
    private readonly List<string> conflicts = [];

    public TextCatalogue(IEnumerable<Assembly> assemblies)
    {
        var texts = new Dictionary<string, string>();
        foreach (var assembly in assemblies.Distinct())
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith("zh.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            foreach (var (english, translation) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            {
                if (!texts.TryAdd(english, translation) && texts[english] != translation)
                    conflicts.Add($"\"{english}\" is \"{texts[english]}\" and, in {resource}, \"{translation}\".");
            }
        }
        chinese = texts.ToFrozenDictionary();
    }

    /// <summary>Every English text that has a translation.</summary>
    public IEnumerable<string> Keys => chinese.Keys;

    /// <summary>Texts that two modules translate differently: the first module wins, and a test asks for one wording.</summary>
    public IReadOnlyList<string> Conflicts => conflicts;

    /// <returns>The text in that language; the English text where no translation is known.</returns>
    public string Find(string language, string english) =>
        language == Language.Chinese && chinese.TryGetValue(english, out var text) ? text : english;

    /// <summary>Texts for someone who is not making a request, such as the reader of a mail.</summary>
    public Texts In(string language) => new(this, () => language);
}
