using System.Globalization;

namespace Guildhall.Content.Import;

/// <summary>Gathers the flat values of a head while a parser walks through it, so that neither depth nor tags can build anything.</summary>
/// <param name="tablesReturn">A table may be opened again for more names, as in TOML; only texts are then repetitions.</param>
internal sealed class HeadValues(bool tablesReturn = false)
{
    public const int MaxDepth = 4;

    // Nobody writes so deep; YamlDotNet takes half a minute for 30,000 brackets.
    private const int MaxOpen = 64;

    private readonly List<(string, FrontValue)> _all = [];
    private readonly List<FrontValue> _repeated = [];
    private readonly Stack<Level> _open = new();

    public IReadOnlyList<(string Path, FrontValue Value)> All => _all;
    public IReadOnlyList<FrontValue> Repeated => _repeated;
    public int Depth => _open.Count;

    /// <summary>Whether a name comes next: the walk stands in a mapping, behind a value.</summary>
    public bool TakesName => _open.TryPeek(out var level) && level.TakesName;

    /// <exception cref="FrontMatterWrong">Too many stand inside one another.</exception>
    public void Open(bool isList, int line)
    {
        if (_open.Count == MaxOpen)
            throw new FrontMatterWrong(line, ImportTexts.FrontMatterDeep);
        var path = _open.Count == 0 ? "" : Keep(new FrontValue("", line, IsText: false));
        _open.Push(new Level(path, isList));
    }

    public void Close() => _open.Pop();

    public void Name(string name, int line) => _open.Peek().Name(name, line);

    public void Text(string text, int line) => Keep(new FrontValue(text, line));

    /// <summary>A value that is not looked into, such as an alias.</summary>
    public void Other(int line) => Keep(new FrontValue("", line, IsText: false));

    /// <returns>The path under which it is kept.</returns>
    private string Keep(FrontValue value)
    {
        var level = _open.Peek();
        if (level.Repeats is { } repeated && !(tablesReturn && !value.IsText))
            _repeated.Add(repeated);
        var line = level.Line ?? value.Line;
        var path = level.Next();
        if (_open.Count <= MaxDepth)
            _all.Add((path, value with { Line = line }));
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

        /// <summary>The name that stands here now, where it stood here before.</summary>
        public FrontValue? Repeats { get; private set; }

        public void Name(string name, int line)
        {
            (_name, Line) = (name, line);
            Repeats = _names.Add(name) ? null : new FrontValue(name, line);
        }

        /// <summary>The path of the value that comes now, e.g. <c>features.0.title</c>.</summary>
        public string Next()
        {
            var own = isList ? (_index++).ToString(CultureInfo.InvariantCulture) : _name ?? "";
            (_name, Line, Repeats) = (null, null, null);
            // Below the deepest level nothing is kept, and a path could grow without end.
            return path.Length == 0 ? own : path.Length > 500 ? path : path + "." + own;
        }
    }
}
