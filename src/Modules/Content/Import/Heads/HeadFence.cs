namespace Guildhall.Content.Import;

/// <summary>
/// A line that parts a head from the text: three or more dashes, plus signs or semicolons, with or without blanks behind them.
/// </summary>
/// <param name="Indent">Blanks before it.</param>
/// <param name="Behind">What stands behind it on its line: the language of the head, as gray-matter reads it.</param>
internal sealed record HeadFence(char Sign, int Indent, string Behind)
{
    public static HeadFence? Of(ReadOnlySpan<char> line)
    {
        var indent = line.Length - line.TrimStart(' ').Length;
        line = line[indent..].TrimEnd();
        if (indent > 3 || line.Length < 3 || line[0] is not ('-' or '+' or ';'))
            return null;
        var behind = line.TrimStart(line[0]);
        return line.Length - behind.Length < 3 ? null : new HeadFence(line[0], indent, behind.Trim().ToString());
    }

    /// <summary>Whether a line ends what this one began; YAML may end with three dots as well.</summary>
    public bool IsClosedBy(ReadOnlySpan<char> line) =>
        (Of(line) is { Behind.Length: 0 } other && other.Sign == Sign && other.Indent <= Indent)
        || (Sign == '-' && line.TrimEnd() is "...");

    public HeadFormat? Format => Behind.ToLowerInvariant() switch
    {
        "" => FormatOf(Sign),
        "yaml" or "yml" => HeadFormat.Yaml,
        "toml" => HeadFormat.Toml,
        "json" or "json5" => HeadFormat.Json,
        ['#', ..] => FormatOf(Sign),
        _ => null,
    };

    /// <summary>Programs that some sites keep in their heads (github.com/jonschlinkert/gray-matter, engines).</summary>
    public bool NamesProgram => Behind.ToLowerInvariant() is "js" or "javascript" or "ts" or "coffee" or "coffeescript" or "cson" or "lua";

    public static HeadFormat FormatOf(char sign) => sign switch
    {
        '+' => HeadFormat.Toml,
        ';' => HeadFormat.Json,
        _ => HeadFormat.Yaml,
    };
}
