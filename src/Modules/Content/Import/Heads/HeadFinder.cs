using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

internal enum HeadFormat
{
    Yaml,
    Toml,
    Json,

    /// <summary>Bare lines of names and values.</summary>
    Pairs,
}

/// <summary>The head of a file.</summary>
/// <param name="Text">What stands between its fences.</param>
/// <param name="Line">Line of the file at which <paramref name="Text"/> begins, from 1.</param>
/// <param name="End">Where the article's own text begins.</param>
internal sealed record Head(HeadFormat Format, string Text, int Line, int End);

/// <summary>
/// Finds the head of a file as the programs do that such files were written for. Whatever looks like a head and cannot be taken for
/// one stops its file: as text it would be shown, and with it what it forbids.
/// <list type="bullet">
/// <item>Jekyll, Hugo, VitePress …: <c>---</c> around YAML, <c>+++</c> around TOML, an object in JSON; gray-matter names the language
/// behind the fence.</item>
/// <item>Hexo (github.com/hexojs/hexo-front-matter): longer fences, <c>;;;</c> around the inside of a JSON object, and no opening fence
/// at all.</item>
/// <item>MultiMarkdown, Pelican, Logseq: bare lines up to a blank one. Nikola: the same in an HTML comment.</item>
/// </list>
/// </summary>
internal static class HeadFinder
{
    public const int MaxLength = 64 * 1024;

    private const int MaxComments = 4;

    /// <returns><c>null</c> where the text has none.</returns>
    /// <exception cref="FrontMatterWrong">It looks like one and is none.</exception>
    public static Head? Find(string text)
    {
        var lines = new HeadLines(text);
        var first = lines.NextWithWords(0);
        if (first == lines.Count)
            return null;
        return Fenced(lines, first) ?? Object(lines, first) ?? InComment(lines, first)
            ?? UnfencedHead.HalfFenced(lines, first) ?? UnfencedHead.Bare(lines, first);
    }

    private static Head? Fenced(HeadLines lines, int first)
    {
        if (HeadFence.Of(lines[first]) is not { } fence)
            return null;
        var end = first + 1;
        while (end < lines.Count && !fence.IsClosedBy(lines[end]))
            end++;
        var isClosed = end < lines.Count;
        if (fence.Format is not { } format)
        {
            if (isClosed && (fence.NamesProgram || SetsKnown(lines, first + 1, end)))
                throw new FrontMatterWrong(
                    first + 1, ImportTexts.FrontMatterLanguage, fence.Behind.CutTo(30));
            return null;
        }
        // A rule at the head of a text looks the same as the opening fence.
        if (isClosed)
            return LooksLikeHead(lines, first + 1, end, format)
                ? new Head(format, lines.Between(first + 1, end), first + 2, lines.StartOf(end + 1))
                : null;
        if (BeginsLikeHead(lines, first + 1, format == HeadFormat.Toml ? '=' : ':'))
            throw new FrontMatterWrong(first + 1, ImportTexts.FrontMatterOpen, new string(fence.Sign, 3));
        return null;
    }

    /// <summary>
    /// Nothing at all between the fences is a head too, of no settings. A heading between two rules is none, though YAML takes it for
    /// a comment.
    /// </summary>
    private static bool LooksLikeHead(HeadLines lines, int from, int to, HeadFormat format)
    {
        var (isFirst, isBlank) = (true, true);
        for (var i = from; i < to; i++)
        {
            var line = lines[i].Trim();
            if (line.IsEmpty)
                continue;
            isBlank = false;
            if (line[0] == '#')
                continue;
            if ((isFirst && BeginsMapping(line, format)) || HeadNames.SetsKnown(line))
                return true;
            isFirst = false;
        }
        return isBlank;
    }

    private static bool BeginsMapping(ReadOnlySpan<char> line, HeadFormat format) =>
        line.Contains(": ", StringComparison.Ordinal) || line.EndsWith(':') || line.Contains('：')
        || line[0] is '?' or '%' or '"' or '['
        || (line[0] == '{' && !line.StartsWith("{{") && !line.StartsWith("{%")) || (format == HeadFormat.Toml && line.Contains('='));

    /// <summary>A pair right behind the fence, or a name that is known before the next blank line.</summary>
    private static bool BeginsLikeHead(HeadLines lines, int from, char sign)
    {
        var next = lines.NextWithWords(from);
        if (next == lines.Count)
            return false;
        var line = lines[next].TrimStart();
        return (line.IndexOf(sign) is > 0 and var at && line[..at].TrimEnd().IndexOfAnyExcept(Plain) < 0)
            || SetsKnown(lines, next, lines.NextBlank(next));
    }

    private static bool SetsKnown(HeadLines lines, int from, int to)
    {
        for (var i = from; i < to; i++)
            if (HeadNames.SetsKnown(lines[i]))
                return true;
        return false;
    }

    /// <summary>An object may also be what a text speaks of; it is a head if it sets a name that is known.</summary>
    private static Head? Object(HeadLines lines, int first)
    {
        var opening = lines[first].TrimStart();
        // Templates and Kramdown begin with a brace as well.
        if (!opening.StartsWith('{') || (opening.Length > 1 && "{%#:.".Contains(opening[1])))
            return null;
        var start = lines.StartOf(first) + lines[first].IndexOf('{');
        if (JsonHead.EndOf(lines.Text, start) is { } end && lines.RestOfLine(end).IsWhiteSpace())
        {
            var json = lines.Text[start..end];
            if (!JsonHead.Read(json, first + 1).All.Any(v => HeadNames.IsKnown(v.Path)))
                return null;
            var behind = lines.LineAt(end) + 1;
            if (behind < lines.Count && HeadFence.Of(lines[behind]) is { Sign: ';', Behind: "" })
                behind++;
            return new Head(HeadFormat.Json, json, first + 1, lines.StartOf(behind));
        }
        var last = Math.Min(lines.NextBlank(first), first + 30);
        foreach (var part in lines.Between(first, last).Split(',', '\n'))
            if (HeadNames.SetsKnown(part))
                throw JsonHead.Wrong(lines.Text[start..], first + 1);
        return null;
    }

    private static Head? InComment(HeadLines lines, int first)
    {
        for (var i = 0; i < MaxComments && first < lines.Count && lines[first].TrimStart().StartsWith("<!--"); i++)
        {
            var start = lines.StartOf(first) + lines[first].IndexOf("<!--", StringComparison.Ordinal) + 4;
            var end = lines.Text.IndexOf("-->", start, StringComparison.Ordinal);
            if (end < 0)
                return null;
            var last = lines.LineAt(end);
            // Blank lines before it let its own lines count as those of the file.
            var inside = new HeadLines(new string('\n', first) + lines.Text[start..end].TrimStart(' '));
            var inner = inside.NextWithWords(first);
            if (inner < inside.Count && (Fenced(inside, inner) ?? UnfencedHead.Bare(inside, inner)) is { } head)
                return head with { End = lines.RestOfLine(end + 3).IsWhiteSpace() ? lines.StartOf(last + 1) : end + 3 };
            // A notice of the copyright may come before the true head.
            if (!lines.RestOfLine(end + 3).IsWhiteSpace())
                return null;
            first = lines.NextWithWords(last + 1);
            if (first < lines.Count && HeadFence.Of(lines[first]) is not null)
                return Fenced(lines, first);
        }
        return null;
    }

    private static System.Buffers.SearchValues<char> Plain { get; } =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
}
