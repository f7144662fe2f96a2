using System.ComponentModel;
using System.Globalization;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>A setting of a front matter.</summary>
/// <param name="Text">Empty also for what is no text.</param>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="IsText">Not a list, a mapping or an alias.</param>
internal sealed record FrontValue(string Text, int Line, bool IsText = true)
{
    public string LineText => Line.ToString(CultureInfo.InvariantCulture);

    /// <summary>As much of it as a message bears.</summary>
    public string Short => Text.CutTo(60);
}

/// <summary>The front matter cannot be read, or a setting of it is not what it must be.</summary>
/// <param name="line">Line of the file, from 1.</param>
internal sealed class FrontMatterWrong(int line, [Localizable(true)] string text, params string[] args) : Exception(text)
{
    private readonly ImportNote _note = ImportNote.Error(text, [line.ToString(CultureInfo.InvariantCulture), .. args]);

    /// <summary>The parser's own words, in English.</summary>
    public string? Detail { get; init; }

    public ImportNote Note => _note with { Detail = Detail };
}

/// <summary>
/// What stands at the head of a file, whatever it is written in (<see cref="HeadFinder"/>), as flat values: <c>title</c>,
/// <c>hero.text</c>, <c>features.0.title</c>.
/// </summary>
internal sealed class FrontMatter
{
    private static readonly FrontMatter None = new([], []);
    private readonly Dictionary<string, FrontValue> _byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FrontValue> _byName = new(StringComparer.Ordinal);

    public FrontMatter(IReadOnlyList<(string Path, FrontValue Value)> all, IReadOnlyList<FrontValue> repeated)
    {
        (All, Repeated) = (all, repeated);
        foreach (var (path, value) in all)
        {
            _byPath[path] = value;
            if (value is not { IsText: true, Text.Length: 0 })
                _byName[HeadNames.Plain(path)] = value;
        }
    }

    /// <summary>Every value in its order, also those that a later one replaces.</summary>
    public IReadOnlyList<(string Path, FrontValue Value)> All { get; }

    /// <summary>Names that stood in the same place before; the later one counts.</summary>
    public IReadOnlyList<FrontValue> Repeated { get; }

    /// <summary>How many lines of the file come before its text.</summary>
    public int Lines { get; private init; }

    public FrontValue? this[string path] => _byPath.GetValueOrDefault(path);

    public FrontValue? FirstOf(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
            if (this[path] is { Text.Length: > 0 } value)
                return value;
        return null;
    }

    /// <param name="name">As <see cref="HeadNames.Plain"/> makes it: <c>createdat</c> finds <c>created_at</c>, <c>Created At</c>.</param>
    /// <returns>The value of this name that says something.</returns>
    public FrontValue? Named(string name) => _byName.GetValueOrDefault(name);

    /// <returns>The front matter, and the text after it.</returns>
    /// <exception cref="FrontMatterWrong">There is one that cannot be read.</exception>
    public static (FrontMatter Front, string Body) Split(string text)
    {
        // Files that were joined or saved twice have more than one byte order mark.
        text = text.TrimStart('\ufeff', '\u200b');
        if (HeadFinder.Find(text) is not { } head)
            return (None, text);
        if (head.Text.Length > HeadFinder.MaxLength)
            throw new FrontMatterWrong(head.Line, ImportTexts.FrontMatterLong);
        var values = head.Format switch
        {
            HeadFormat.Toml => TomlHead.Read(head.Text, head.Line),
            HeadFormat.Json => JsonHead.Read(head.Text, head.Line),
            HeadFormat.Pairs => PairsHead.Read(head.Text, head.Line),
            _ => YamlHead.Read(head.Text, head.Line),
        };
        var body = text[head.End..];
        return (new FrontMatter(values.All, values.Repeated) { Lines = text.AsSpan(0, head.End).Count('\n') }, body);
    }
}
