using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Guildhall.Reviews.Diffs;

/// <summary>
/// What has changed between two versions of a change: both are diffs against the same files, and what neither shows is the same in both.
/// Where the files below have changed too, only what the two show is compared.
/// </summary>
internal static class ComparedRounds
{
    private const int Around = 3;

    // Comparing takes quadratic time where everything differs.
    private const int MaxLines = 5_000;

    /// <returns>A diff from the earlier to the later version; only files that differ.</returns>
    public static Diff Of(Diff earlier, Diff later)
    {
        var files = new List<DiffFile>();
        foreach (var now in later.Files)
        {
            var before = Before(earlier, now);
            var file = before is null ? now : Of(before, now);
            if (before is null || file.Hunks.Count > 0)
                files.Add(file);
        }
        files.AddRange(earlier.Files.Where(f => later.Files.All(now => Before(earlier, now) != f)).Select(Undone));
        return new Diff(files);
    }

    private static DiffFile? Before(Diff earlier, DiffFile now) =>
        earlier.Files.FirstOrDefault(f => f.Path == now.Path)
        ?? earlier.Files.FirstOrDefault(f => f.OldPath is not null && f.OldPath == now.OldPath);

    private static DiffFile Of(DiffFile before, DiffFile now)
    {
        var hunks = new List<DiffHunk>();
        foreach (var (left, right) in Regions(before, now))
            hunks.AddRange(Cut(Compare(left, right)));
        return new DiffFile(now.Path, before.Path == now.Path ? null : before.Path,
            before.Path == now.Path ? FileChange.Modified : FileChange.Renamed, now.IsBinary, hunks);
    }

    /// <summary>The later version has this file as it was before the change.</summary>
    private static DiffFile Undone(DiffFile file) => new(file.OldPath ?? file.Path, file.OldPath is null ? null : file.Path,
    file.Change switch
    {
        FileChange.Added => FileChange.Deleted,
        FileChange.Deleted => FileChange.Added,
        var change => change,
    },
    file.IsBinary,
    [
        .. file.Hunks.Select(h => new DiffHunk(h.NewStart, h.OldStart, h.Section,
        [
            .. h.Lines.Select(l => new DiffLine(
                l.Kind switch { LineKind.Added => LineKind.Removed, LineKind.Removed => LineKind.Added, _ => LineKind.Context },
                l.New, l.Old, l.Text, l.EndsFile)),
        ])),
    ]);

    /// <summary>
    /// The parts of the file below that one of them shows, as both have them: a part that only one shows is unchanged in the other.
    /// </summary>
    private static IEnumerable<(List<DiffLine> Left, List<DiffLine> Right)> Regions(DiffFile before, DiffFile now)
    {
        if (Below(before, now) is not { } below)
        {
            yield return (NewSide(before), NewSide(now));
            yield break;
        }
        var (left, right) = (new Version(before, below), new Version(now, below));
        foreach (var (from, to) in Covered(before, now))
            yield return (left.Lines(from, to), right.Lines(from, to));
    }

    /// <returns>The lines that either shows of the file below, by number; <c>null</c> where they contradict each other.</returns>
    private static Dictionary<int, string>? Below(DiffFile before, DiffFile now)
    {
        var lines = new Dictionary<int, string>();
        foreach (var line in before.Lines.Concat(now.Lines))
        {
            if (line.Old is { } number && !lines.TryAdd(number, line.Text) && lines[number] != line.Text)
                return null;
        }
        return lines;
    }

    private static List<DiffLine> NewSide(DiffFile file) => [.. file.Lines.Where(l => l.New is not null)];

    /// <summary>Ranges of the file below, the end not included, that touch each other as one.</summary>
    private static List<(int From, int To)> Covered(DiffFile before, DiffFile now)
    {
        var ranges = new List<(int From, int To)>();
        foreach (var hunk in before.Hunks.Concat(now.Hunks).OrderBy(Start))
        {
            var (from, to) = (Start(hunk), Start(hunk) + hunk.OldCount);
            if (ranges.Count > 0 && from <= ranges[^1].To)
                ranges[^1] = (ranges[^1].From, Math.Max(to, ranges[^1].To));
            else
                ranges.Add((from, to));
        }
        return ranges;
    }

    /// <summary>A hunk without lines of the file below stands behind the line that its head names.</summary>
    private static int Start(DiffHunk hunk) => hunk.OldCount == 0 ? hunk.OldStart + 1 : hunk.OldStart;

    private static List<DiffLine> Compare(List<DiffLine> left, List<DiffLine> right)
    {
        if (left.Count > MaxLines || right.Count > MaxLines || left.Count == 0 || right.Count == 0)
            return [.. left.Select(Removed), .. right.Select(Added)];
        var compared = InlineDiffBuilder.Diff(Text(left), Text(right), ignoreWhiteSpace: false);
        var (lines, added, l, r) = (new List<DiffLine>(), new List<DiffLine>(), 0, 0);
        foreach (var line in compared.Lines)
        {
            if (line.Type == ChangeType.Deleted)
                lines.Add(Removed(left[l++]));
            else if (line.Type == ChangeType.Inserted)
                added.Add(Added(right[r++]));
            else
            {
                lines.AddRange(added);
                added.Clear();
                lines.Add(new DiffLine(LineKind.Context, left[l++].New, right[r].New, right[r++].Text));
            }
        }
        // Of one place all that went stands before all that came.
        return [.. lines, .. added];
    }

    private static string Text(List<DiffLine> lines) => string.Join('\n', lines.Select(l => l.Text.Replace('\r', ' ')));

    private static DiffLine Removed(DiffLine line) => new(LineKind.Removed, line.New, null, line.Text);

    private static DiffLine Added(DiffLine line) => new(LineKind.Added, null, line.New, line.Text);

    /// <summary>Hunks of changed lines with three around them.</summary>
    private static IEnumerable<DiffHunk> Cut(List<DiffLine> lines)
    {
        var near = new bool[lines.Count];
        for (var n = 0; n < lines.Count; n++)
        {
            if (lines[n].Kind != LineKind.Context)
                near.AsSpan(Math.Max(0, n - Around)..Math.Min(lines.Count, n + Around + 1)).Fill(true);
        }
        for (var n = 0; n < lines.Count; n++)
        {
            if (!near[n])
                continue;
            var end = n;
            while (end < lines.Count && near[end])
                end++;
            var hunk = lines[n..end];
            yield return new DiffHunk(hunk.Find(l => l.Old is not null)?.Old ?? 0, hunk.Find(l => l.New is not null)?.New ?? 0, "", hunk);
            n = end;
        }
    }

    /// <summary>A file as one diff leaves it, as far as something is known of it.</summary>
    private sealed class Version(DiffFile file, Dictionary<int, string> below)
    {
        private readonly List<DiffHunk> _hunks = [.. file.Hunks.OrderBy(Start)];

        /// <param name="to">The end, not included.</param>
        public List<DiffLine> Lines(int from, int to)
        {
            var lines = new List<DiffLine>();
            var shift = _hunks.Where(h => Start(h) < from).Sum(h => h.NewCount - h.OldCount);
            for (var at = from; at <= to;)
            {
                if (_hunks.Find(h => Start(h) == at) is { } hunk)
                {
                    lines.AddRange(hunk.Lines.Where(l => l.New is not null));
                    shift += hunk.NewCount - hunk.OldCount;
                    if (hunk.OldCount > 0)
                    {
                        at += hunk.OldCount;
                        continue;
                    }
                }
                if (at < to)
                    lines.Add(new DiffLine(LineKind.Context, at, at + shift, below[at]));
                at++;
            }
            return lines;
        }
    }
}
