using System.ComponentModel;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Guildhall.Content.Import;

/// <summary>A setting of a front matter.</summary>
/// <param name="Text">Empty also for what is no text: a list, a mapping, an alias.</param>
/// <param name="Line">Line of the file, from 1.</param>
internal sealed record FrontValue(string Text, int Line);

/// <summary>The front matter is not YAML, or a setting of it is not what it must be.</summary>
/// <param name="line">Line of the file, from 1.</param>
internal sealed class FrontMatterWrong(int line, [Localizable(true)] string text, params string[] args) : Exception(text)
{
    private readonly ImportNote _note = ImportNote.Error(text, [line.ToString(CultureInfo.InvariantCulture), .. args]);

    /// <summary>The parser's own words, in English.</summary>
    public string? Detail { get; init; }

    public ImportNote Note => _note with { Detail = Detail };
}

/// <summary>
/// What stands between two lines of <c>---</c> at the head of a file, in YAML 1.2 (jekyllrb.com/docs/front-matter), as flat values:
/// <c>title</c>, <c>hero.text</c>, <c>features.0.title</c>. It is walked through as a stream of events, so that neither depth nor
/// anchors nor tags can build anything.
/// </summary>
internal sealed class FrontMatter
{
    private const int MaxLength = 64 * 1024, MaxDepth = 4;
    private static readonly FrontMatter None = new([], [], 0);
    private readonly Dictionary<string, FrontValue> _values;

    private FrontMatter(Dictionary<string, FrontValue> values, IReadOnlyList<FrontValue> repeated, int lines) => (_values, Repeated, Lines) = (values, repeated, lines);

    /// <summary>Names that stood in the same place before; the later one counts.</summary>
    public IReadOnlyList<FrontValue> Repeated { get; }

    /// <summary>How many lines of the file it takes, its fences included.</summary>
    public int Lines { get; }

    public FrontValue? this[string name] => _values.GetValueOrDefault(name);

    public FrontValue? FirstOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (this[name] is { Text.Length: > 0 } value)
                return value;
        return null;
    }

    /// <returns>The front matter, and the text after it.</returns>
    /// <exception cref="FrontMatterWrong">It is not closed, too long or not YAML.</exception>
    public static (FrontMatter Front, string Body) Split(string text)
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
            return (None, text);
        var end = EndOf(text);
        // A rule at the head of a text looks the same as the opening fence.
        if (end < 0)
            return LooksLikeYaml(text) ? throw new FrontMatterWrong(1, ImportTexts.FrontMatterOpen) : (None, text);
        if (end > MaxLength)
            throw new FrontMatterWrong(1, ImportTexts.FrontMatterLong);
        var yaml = text[4..end];
        var rest = text.IndexOf('\n', end + 1);
        var body = rest < 0 ? "" : text[(rest + 1)..];
        var (values, repeated) = Read(yaml);
        return (new FrontMatter(values, repeated, text.AsSpan(0, rest < 0 ? text.Length : rest + 1).Count('\n')), body);
    }

    private static int EndOf(string text)
    {
        for (var at = 3; (at = text.IndexOf('\n', at)) >= 0; at++)
        {
            var line = text.AsSpan(at + 1);
            var length = line.IndexOf('\n');
            if ((length < 0 ? line : line[..length]).TrimEnd() is "---" or "...")
                return at + 1;
        }
        return -1;
    }

    private static bool LooksLikeYaml(string text)
    {
        var line = text.AsSpan(4);
        var length = line.IndexOf('\n');
        line = length < 0 ? line : line[..length];
        var colon = line.IndexOf(':');
        return colon > 0 && line[..colon].ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == false;
    }

    private static (Dictionary<string, FrontValue> Values, List<FrontValue> Repeated) Read(string yaml)
    {
        var values = new Dictionary<string, FrontValue>(StringComparer.OrdinalIgnoreCase);
        var repeated = new List<FrontValue>();
        var parser = new Parser(new StringReader(yaml));
        try
        {
            var open = new Stack<Level>();
            while (parser.MoveNext())
                Take(parser.Current!, open, values, repeated);
        }
        catch (YamlException wrong)
        {
            throw YamlFault.Of(yaml, wrong);
        }
        catch (InvalidOperationException)
        {
            throw YamlFault.Silent(yaml, parser.Current?.End.Line ?? 1);
        }
        return (values, repeated);
    }

    private static void Take(ParsingEvent now, Stack<Level> open, Dictionary<string, FrontValue> values, List<FrontValue> repeated)
    {
        switch (now)
        {
            case MappingStart or SequenceStart when open.Count == 0 && now is SequenceStart:
            case Scalar when open.Count == 0:
                throw new FrontMatterWrong(LineOf(now), ImportTexts.FrontMatterNoPairs);
            case MappingStart or SequenceStart or AnchorAlias when open.Count is > 0 and <= MaxDepth && open.Peek().TakesName:
                throw new FrontMatterWrong(LineOf(now), ImportTexts.FrontMatterNoPairs);
            case MappingStart or SequenceStart:
                open.Push(new Level(open.Count is 0 or > MaxDepth ? "" : Keep("", now, open, values), now is SequenceStart));
                break;
            case MappingEnd or SequenceEnd:
                open.Pop();
                break;
            case Scalar scalar when open.Peek().TakesName:
                if (!open.Peek().Name(scalar.Value.Trim(), LineOf(scalar)))
                    repeated.Add(new FrontValue(scalar.Value.Trim(), LineOf(scalar)));
                break;
            case Scalar scalar:
                Keep(scalar.Value.Trim(), scalar, open, values);
                break;
            case AnchorAlias:
                Keep("", now, open, values);
                break;
        }
    }

    /// <returns>The path under which it is kept.</returns>
    private static string Keep(string text, ParsingEvent now, Stack<Level> open, Dictionary<string, FrontValue> values)
    {
        var line = open.Peek().Line ?? LineOf(now);
        var path = open.Peek().Next();
        if (open.Count <= MaxDepth)
            values[path] = new FrontValue(text, line);
        return path;
    }

    /// <summary>One mapping or list that is being walked through, and where in it the walk is.</summary>
    private sealed class Level(string path, bool isList)
    {
        private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
        private string? _name;
        private int _index;

        public bool TakesName => !isList && _name is null;

        /// <summary>Of the name; a value's own line may be further down.</summary>
        public int? Line { get; private set; }

        /// <returns>Whether it is the first of that name here.</returns>
        public bool Name(string name, int line)
        {
            (_name, Line) = (name, line);
            return _names.Add(name);
        }

        /// <summary>The path of the value that comes now, e.g. <c>features.0.title</c>.</summary>
        public string Next()
        {
            var own = isList ? (_index++).ToString(CultureInfo.InvariantCulture) : _name ?? "";
            _name = null;
            Line = null;
            return path.Length == 0 ? own : path + "." + own;
        }
    }

    // YAML's first line is the file's second.
    private static int LineOf(ParsingEvent at) => (int)at.Start.Line + 1;
}
