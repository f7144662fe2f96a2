using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// The attributes of one raw tag, from behind its name to its closing bracket, cut as the HTML standard's tokeniser cuts them.
/// </summary>
internal readonly ref struct RawAttributes
{
    // More than any element takes; the rest is dropped.
    private const int MaxCount = 16;

    private readonly List<(string Name, string Value)>? _all;

    public RawAttributes(ReadOnlySpan<char> text)
    {
        var at = 0;
        // Where another tag begins before this one ends, it never ends.
        while (at < text.Length && text[at] is not ('>' or '<'))
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == '/')
            {
                at++;
                continue;
            }
            var start = at++;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('=' or '>' or '<' or '/'))
                at++;
            var name = text[start..at];
            var value = ReadOnlySpan<char>.Empty;
            var equals = at;
            while (equals < text.Length && char.IsWhiteSpace(text[equals]))
                equals++;
            if (equals < text.Length && text[equals] == '=')
                at = Value(text, equals + 1, out value);
            if ((_all?.Count ?? 0) < MaxCount && !name.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"))
                (_all ??= []).Add((name.ToString().ToLowerInvariant(), value.ToString()));
        }
        Complete = at < text.Length && text[at] == '>';
        Length = Complete ? at + 1 : Math.Min(at, text.Length);
    }

    /// <summary>The closing bracket is there.</summary>
    public bool Complete { get; }

    /// <summary>One of them says something, so it was written for a browser.</summary>
    public bool HasValue => _all?.Exists(a => a.Value.Length > 0) == true;

    /// <summary>Characters read, the closing bracket included; without one all, or those before the next opening bracket.</summary>
    public int Length { get; }

    /// <summary>The value as it is written; <c>null</c> where there is no such attribute.</summary>
    public string? this[string name] => _all?.Find(a => a.Name == name).Value;

    public string Canonical()
    {
        if (_all is null)
            return "";
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
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('>' or '<'))
            at++;
        value = text[start..at];
        return at;
    }
}
