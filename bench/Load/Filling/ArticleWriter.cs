using System.Globalization;
using System.Text;

namespace Guildhall.Load.Filling;

/// <summary>
/// Writes Markdown as the community's authors do: 1,000 to 2,000 characters in sections with code, lists and now and then a table; a
/// quarter in English. The same seed writes the same words.
/// </summary>
internal sealed class ArticleWriter(int seed)
{
    private readonly Random _random = new(seed);

    // An article keeps to its subject: that makes a word common here and absent there, as in a real library.
    private string[] _things = [], _names = [];

    /// <summary>Writes a folder of articles, one a day or so until the end of 2025.</summary>
    /// <param name="pictures">One in three articles shows a picture of its own.</param>
    public static void WriteFolder(string folder, int count, int seed, bool pictures)
    {
        Directory.CreateDirectory(folder);
        var writer = new ArticleWriter(seed);
        var drawing = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var name = $"article-{seed}-{i:d5}";
            var at = new DateTime(2025, 12, 31, 0, 0, 0, DateTimeKind.Utc).AddMinutes(-i * 700);
            var picture = pictures && i % 3 == 0 ? $"pictures/{name}.png" : null;
            if (picture is not null)
                Picture.Write(Path.Combine(folder, picture), drawing);
            File.WriteAllText(Path.Combine(folder, name + ".md"), writer.Write(i, at, picture));
        }
    }

    private string Write(int number, DateTime at, string? picture)
    {
        _things = [.. Enumerable.Range(0, 12).Select(_ => Often(Words.Things))];
        _names = [.. Enumerable.Range(0, 5).Select(_ => Often(Words.Names))];
        var english = number % 4 == 3;
        var text = new StringBuilder();
        var title = english ? $"{Name()} and what follows from it" : $"{Thing()}与{Thing()}：从 {Name()} 说起";
        text.Append(CultureInfo.InvariantCulture, $"---\ntitle: \"{title} {number}\"\ndate: {at:yyyy-MM-dd HH:mm:ss}\n---\n\n");
        Paragraph(text, english);
        if (picture is not null)
            text.Append(CultureInfo.InvariantCulture, $"![{Thing()}]({picture})\n\n");
        for (var section = _random.Next(3, 7); section > 0; section--)
            Section(text, english, section);
        return text.ToString();
    }

    private void Section(StringBuilder text, bool english, int number)
    {
        text.Append(english ? $"## {Name()}, step {number}\n\n" : $"## {Deed()}{Thing()}\n\n");
        for (var paragraphs = _random.Next(2, 4); paragraphs > 0; paragraphs--)
            Paragraph(text, english);
        switch (_random.Next(5))
        {
            case 0 or 1:
                Code(text);
                break;
            case 2:
                for (var i = 0; i < 4; i++)
                    text.Append(english ? $"- `{Name()}` before `{Name()}`\n" : $"- **{Thing()}**：{Deed()}之前先看 `{Name()}`\n");
                text.Append('\n');
                break;
            case 3:
                text.Append(CultureInfo.InvariantCulture, $"| {Thing()} | ms |\n|---|---:|\n| {Thing()} | {_random.Next(900)} |\n| {Thing()} | {_random.Next(900)} |\n\n");
                break;
        }
    }

    private void Paragraph(StringBuilder text, bool english)
    {
        for (var sentences = _random.Next(2, 5); sentences > 0; sentences--)
            text.Append(english ? EnglishSentence() : Sentence());
        text.Append("\n\n");
    }

    private string Sentence() =>
        string.Format(CultureInfo.InvariantCulture, Any(Words.Sentences), Thing(), Deed(), Thing(), Deed(), Thing());

    private string EnglishSentence() =>
        string.Format(CultureInfo.InvariantCulture, Any(Words.EnglishSentences), Any(Words.EnglishThings), Any(Words.EnglishThings)) + " ";

    private void Code(StringBuilder text) => text.Append(CultureInfo.InvariantCulture,
        $"```csharp\nvar window = await {Name()}Async(cancel);\nif (window is null)\n    return Outcome.{Name()};\nforeach (var part in window.Parts.Take({_random.Next(2, 99)}))\n    {Name()}(part);\n```\n\n");

    private string Thing() => Any(_things);

    private string Deed() => Often(Words.Deeds);

    private string Name() => Any(_names);

    private string Any(string[] words) => words[_random.Next(words.Length)];

    /// <summary>The first words far more often than the last.</summary>
    private string Often(string[] words)
    {
        var chance = _random.NextDouble();
        return words[(int)(words.Length * chance * chance)];
    }
}
