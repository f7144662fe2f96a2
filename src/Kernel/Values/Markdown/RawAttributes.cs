using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>The attributes of one raw tag, from behind its name to its closing bracket, cut as the HTML standard's tokeniser cuts them.</summary>
internal readonly ref struct RawAttributes
{
    // More than any element takes; the rest is dropped.
    private const int MaxCount = 16;

    private readonly List<(string Name, string Value)> _all = [];

    public RawAttributes(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && text[at] != '>')
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == '/')
            {
                at++;
                continue;
            }
            var start = at++;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('=' or '>' or '/'))
                at++;
            var name = text[start..at];
            var value = ReadOnlySpan<char>.Empty;
            var equals = at;
            while (equals < text.Length && char.IsWhiteSpace(text[equals]))
                equals++;
            if (equals < text.Length && text[equals] == '=')
                at = Value(text, equals + 1, out value);
            if (_all.Count < MaxCount && !name.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"))
                _all.Add((name.ToString().ToLowerInvariant(), value.ToString()));
        }
        Complete = at < text.Length;
        Length = Math.Min(text.Length, at + 1);
    }

    /// <summary>The closing bracket is there.</summary>
    public bool Complete { get; }

    /// <summary>Characters read, the bracket included.</summary>
    public int Length { get; }

    public string Canonical()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _all)
            text.Append(' ').Append(name).Append("=\"").Append(value.Replace("\"", "&quot;")).Append('"');
        return text.ToString();
    }

    private static int Value(ReadOnlySpan<char> text, int at, out ReadOnlySpan<char> value)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var end = text[(at + 1)..].IndexOf(text[at]);
            value = end < 0 ? [] : text.Slice(at + 1, end);
            return end < 0 ? text.Length : at + end + 2;
        }
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] != '>')
            at++;
        value = text[start..at];
        return at;
    }
}
