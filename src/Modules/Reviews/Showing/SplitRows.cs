using Guildhall.Reviews.Diffs;

namespace Guildhall.Reviews.Showing;

/// <summary>What stands beside each other: a removed line by the added one in its place. Of a context line both are the same.</summary>
internal readonly record struct SplitRow(DiffLine? Left, DiffLine? Right);

/// <summary>Puts the lines of a hunk side by side.</summary>
internal static class SplitRows
{
    public static IEnumerable<SplitRow> Of(IReadOnlyList<DiffLine> lines)
    {
        var (removed, added) = (new Queue<DiffLine>(), new Queue<DiffLine>());
        foreach (var line in lines)
        {
            if (line.Kind == LineKind.Removed && added.Count == 0)
                removed.Enqueue(line);
            else if (line.Kind == LineKind.Added)
                added.Enqueue(line);
            else
            {
                foreach (var pair in Pairs(removed, added))
                    yield return pair;
                if (line.Kind == LineKind.Removed)
                    removed.Enqueue(line);
                else
                    yield return new SplitRow(line, line);
            }
        }
        foreach (var pair in Pairs(removed, added))
            yield return pair;
    }

    private static IEnumerable<SplitRow> Pairs(Queue<DiffLine> removed, Queue<DiffLine> added)
    {
        while (removed.Count > 0 || added.Count > 0)
            yield return new SplitRow(removed.TryDequeue(out var left) ? left : null, added.TryDequeue(out var right) ? right : null);
    }
}
