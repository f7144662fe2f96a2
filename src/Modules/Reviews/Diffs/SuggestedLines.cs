namespace Guildhall.Reviews.Diffs;

/// <summary>
/// Puts other lines in the place of some lines of the new side, which makes the diff that the change would have had with them.
/// </summary>
internal static class SuggestedLines
{
    /// <param name="from">Number of the first line on the new side, and <paramref name="to"/> of the last; all in one hunk.</param>
    /// <returns><c>null</c> where the diff does not show these lines.</returns>
    public static Diff? Apply(Diff diff, string path, int from, int to, IReadOnlyList<string> lines)
    {
        var file = diff.Files.FirstOrDefault(f => f.Path == path && f.Range(DiffSide.New, from, to) is not null);
        if (file is null)
            return null;
        var hunks = new List<DiffHunk>();
        var shift = 0;
        foreach (var hunk in file.Hunks)
        {
            var holds = hunk.Lines.Any(l => l.New >= from && l.New <= to);
            var changed = Numbered(hunk.OldStart, hunk.NewStart + shift, hunk.Section, holds ? Replace(hunk, from, to, lines) : hunk.Lines);
            if (holds)
                shift += lines.Count - (to - from + 1);
            // What is as it was before is no change any more.
            if (changed.Lines.Any(l => l.Kind != LineKind.Context))
                hunks.Add(changed);
        }
        return new Diff([.. diff.Files.Select(f => ReferenceEquals(f, file) ? f with { Hunks = hunks } : f)]);
    }

    private static List<DiffLine> Replace(DiffHunk hunk, int from, int to, IReadOnlyList<string> lines)
    {
        var first = hunk.Lines.ToList().FindIndex(l => l.New == from);
        var last = hunk.Lines.ToList().FindIndex(l => l.New == to);
        // Removed lines that stand around the place belong to the same change.
        while (first > 0 && hunk.Lines[first - 1].Kind == LineKind.Removed)
            first--;
        while (last + 1 < hunk.Lines.Count && hunk.Lines[last + 1].Kind == LineKind.Removed)
            last++;
        List<DiffLine> place = [.. hunk.Lines.Skip(first).Take(last - first + 1)];
        List<DiffLine> before = [.. place.Where(l => l.Kind != LineKind.Added)];
        var endsFile = place.Any(l => l.EndsFile && l.Kind != LineKind.Removed);
        var (head, tail) = (0, 0);
        while (head < before.Count && head < lines.Count && before[head].Text == lines[head])
            head++;
        while (tail < before.Count - head && tail < lines.Count - head && before[^(tail + 1)].Text == lines[^(tail + 1)])
            tail++;
        return
        [
            .. hunk.Lines.Take(first),
            .. before.Take(head).Select(l => l with { Kind = LineKind.Context }),
            .. before.Skip(head).Take(before.Count - head - tail).Select(l => l with { Kind = LineKind.Removed }),
            .. lines.Skip(head).Take(lines.Count - head - tail).Select((text, n) => new DiffLine(
                LineKind.Added, null, null, text, endsFile && tail == 0 && n == lines.Count - head - tail - 1)),
            .. before.Skip(before.Count - tail).Select(l => l with { Kind = LineKind.Context }),
            .. hunk.Lines.Skip(last + 1),
        ];
    }

    private static DiffHunk Numbered(int oldStart, int newStart, string section, IReadOnlyList<DiffLine> lines)
    {
        var (old, now) = (oldStart, newStart);
        return new DiffHunk(oldStart, newStart, section,
        [
            .. lines.Select(l => l.Kind switch
            {
                LineKind.Added => l with { Old = null, New = now++ },
                LineKind.Removed => l with { Old = old++, New = null },
                _ => l with { Old = old++, New = now++ },
            }),
        ]);
    }
}
