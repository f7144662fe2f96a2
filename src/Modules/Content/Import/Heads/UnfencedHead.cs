namespace Guildhall.Content.Import;

/// <summary>
/// Finds heads that no line opens. What may as well be a text is taken for a head only where it names a title or two other settings,
/// or where it forbids something.
/// </summary>
internal static class UnfencedHead
{
    // A pair that forbids is as short as a setting; a sentence is longer.
    private const int MaxSetting = 40;

    /// <summary>Pairs up to a fence, as Hexo lets its writers begin.</summary>
    public static Head? HalfFenced(HeadLines lines, int first)
    {
        var isHead = false;
        for (var i = first; i < lines.Count && lines.StartOf(i) - lines.StartOf(first) <= HeadFinder.MaxLength; i++)
        {
            var line = lines[i];
            if (i > first && HeadFence.Of(line) is { Behind: "" } fence)
                return isHead
                    ? new Head(HeadFence.FormatOf(fence.Sign), lines.Between(first, i), first + 1, lines.StartOf(i + 1))
                    : null;
            if (HeadPair.Of(line) is { } pair)
                isHead |= HeadNames.BeginsHead(pair.Name) || Forbids(pair);
            else if (i == first || !(lines.IsBlank(i) || line[0] is '#' or ' ' or '\t' or ']' or '}' || line.StartsWith("- ")))
                return null;
        }
        return null;
    }

    /// <summary>Pairs up to a blank line. One line among them that is none makes it a text, unless they would forbid something.</summary>
    /// <exception cref="FrontMatterWrong">It would forbid something and is no whole head.</exception>
    public static Head? Bare(HeadLines lines, int first)
    {
        // An editor for prose turns three dashes into long ones.
        var isDashed = lines[first].Trim().IndexOfAnyExcept("-—–―_=~*+") < 0;
        var start = isDashed ? first + 1 : first;
        var (known, hasTitle, forbids, isWhole) = (0, false, false, true);
        var end = start;
        for (; end < lines.Count && !lines.IsBlank(end) && lines.StartOf(end) - lines.StartOf(start) <= HeadFinder.MaxLength; end++)
        {
            if (HeadPair.Of(lines[end]) is { } pair)
            {
                known += HeadNames.IsKnown(pair.Name) ? 1 : 0;
                hasTitle |= HeadNames.Plain(pair.Name) == "title";
                forbids |= Forbids(pair);
            }
            else if (HeadNames.SetBy(lines[end]) is { } name && HeadNames.IsKnown(name))
                (known, hasTitle, isWhole) = (known + 1, hasTitle || HeadNames.Plain(name) == "title", false);
            else if (end == start)
                return null;
            else if (lines[end][0] is not (' ' or '\t'))
                isWhole = false;
        }
        if (!(hasTitle || forbids || known > 1))
            return null;
        if (isWhole && !isDashed)
            return new Head(HeadFormat.Pairs, lines.Between(start, end), start + 1, lines.StartOf(end));
        return forbids || (hasTitle && known > 1) ? throw new FrontMatterWrong(start + 1, ImportTexts.FrontMatterBare) : null;
    }

    /// <summary>Whether the line says that not everybody may read.</summary>
    private static bool Forbids(HeadPair pair) =>
        pair.Value.Length <= MaxSetting && (HeadNames.Plain(pair.Name) is "access" or "tier"
            || ClosedSigns.Closes(pair.Name, new FrontValue(pair.Value.Trim('"', '\'', ','), 1)));
}
