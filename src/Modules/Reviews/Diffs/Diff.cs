namespace Guildhall.Reviews.Diffs;

internal enum LineKind { Context, Added, Removed }

internal enum FileChange { Modified, Added, Deleted, Renamed, Copied }

/// <summary>A line of a hunk.</summary>
/// <param name="Old">Its number in the old file; <c>null</c> for an added line.</param>
/// <param name="New">Its number in the new file; <c>null</c> for a removed line.</param>
/// <param name="EndsFile">Whether the file ends after it without a line break.</param>
internal sealed record DiffLine(LineKind Kind, int? Old, int? New, string Text, bool EndsFile = false);

/// <param name="Section">What stands behind the second @@: usually the function.</param>
internal sealed record DiffHunk(int OldStart, int NewStart, string Section, IReadOnlyList<DiffLine> Lines)
{
    public int OldCount => Lines.Count(l => l.Kind != LineKind.Added);

    public int NewCount => Lines.Count(l => l.Kind != LineKind.Removed);
}

/// <param name="Path">The new one; of a deleted file the old one.</param>
/// <param name="OldPath">Where it was called otherwise; else <c>null</c>.</param>
/// <param name="IsBinary">Then it is listed, and nothing of it is shown.</param>
internal sealed record DiffFile(string Path, string? OldPath, FileChange Change, bool IsBinary, IReadOnlyList<DiffHunk> Hunks)
{
    public IEnumerable<DiffLine> Lines => Hunks.SelectMany(h => h.Lines);

    public int Added => Lines.Count(l => l.Kind == LineKind.Added);

    public int Removed => Lines.Count(l => l.Kind == LineKind.Removed);
}

/// <summary>What changes between two versions of some files.</summary>
internal sealed record Diff(IReadOnlyList<DiffFile> Files)
{
    public int Added => Files.Sum(f => f.Added);

    public int Removed => Files.Sum(f => f.Removed);
}

/// <summary>A side of a diff.</summary>
public enum DiffSide { Old, New }

internal static class DiffSides
{
    /// <summary>Number of a line on a side; <c>null</c> where it is not there.</summary>
    public static int? On(this DiffLine line, DiffSide side) => side == DiffSide.Old ? line.Old : line.New;

    /// <summary>The lines of a range on a side, in one hunk and without gaps; <c>null</c> where the diff does not show them all.</summary>
    public static IReadOnlyList<DiffLine>? Range(this DiffFile file, DiffSide side, int from, int to)
    {
        foreach (var hunk in file.Hunks)
        {
            List<DiffLine> lines = [.. hunk.Lines.Where(l => l.On(side) is { } number && number >= from && number <= to)];
            if (lines.Count > 0)
                return lines.Count == to - from + 1 ? lines : null;
        }
        return null;
    }
}
