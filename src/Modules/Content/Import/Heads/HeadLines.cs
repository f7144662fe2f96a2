namespace Guildhall.Content.Import;

/// <summary>A text by its lines.</summary>
internal sealed class HeadLines
{
    private readonly List<int> _starts = [0];

    public HeadLines(string text)
    {
        Text = text;
        for (var at = 0; (at = text.IndexOf('\n', at)) >= 0; at++)
            _starts.Add(at + 1);
    }

    public string Text { get; }
    public int Count => _starts.Count;

    public ReadOnlySpan<char> this[int line] => Text.AsSpan(_starts[line]..(line + 1 < Count ? _starts[line + 1] - 1 : Text.Length));

    /// <summary>Where a line begins; behind the last one, where the text ends.</summary>
    public int StartOf(int line) => line < Count ? _starts[line] : Text.Length;

    /// <summary>The line that holds a place of the text.</summary>
    public int LineAt(int place)
    {
        var line = _starts.BinarySearch(place);
        return line < 0 ? ~line - 1 : line;
    }

    /// <summary>The lines from one up to another, which is not among them.</summary>
    public string Between(int from, int to) => from < to ? Text[StartOf(from)..StartOf(to)] : "";

    /// <summary>The first line from here on that holds something visible; <see cref="Count"/> where none does.</summary>
    public int NextWithWords(int line)
    {
        while (line < Count && IsBlank(line))
            line++;
        return line;
    }

    public int NextBlank(int line)
    {
        while (line < Count && !IsBlank(line))
            line++;
        return line;
    }

    public ReadOnlySpan<char> RestOfLine(int place) => Text.AsSpan(place, StartOf(LineAt(place) + 1) - place);

    public bool IsBlank(int line) => this[line].IsWhiteSpace();
}
