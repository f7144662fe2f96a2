namespace Guildhall.Reviews.Diffs;

/// <summary>Finds lines of one version in the next one, so that what was said about them follows.</summary>
internal static class FollowedLines
{
    /// <param name="text">The lines as they were.</param>
    /// <param name="near">Number of the first one then: of equal places the nearest is meant.</param>
    /// <returns>Where they are now; <c>null</c> where the diff does not show them.</returns>
    public static (string Path, int From)? Find(Diff next, string path, DiffSide side, IReadOnlyList<string> text, int near)
    {
        var file = next.Files.FirstOrDefault(f => f.Path == path) ?? next.Files.FirstOrDefault(f => f.OldPath == path);
        if (file is null || text.Count == 0)
            return null;
        int? found = null;
        foreach (var hunk in file.Hunks)
        {
            List<DiffLine> lines = [.. hunk.Lines.Where(l => l.On(side) is not null)];
            for (var at = 0; at + text.Count <= lines.Count; at++)
            {
                var number = lines[at].On(side)!.Value;
                if ((found is null || Math.Abs(number - near) < Math.Abs(found.Value - near)) && IsAt(lines, at, text))
                    found = number;
            }
        }
        return found is { } from ? (file.Path, from) : null;
    }

    private static bool IsAt(List<DiffLine> lines, int at, IReadOnlyList<string> text)
    {
        for (var n = 0; n < text.Count; n++)
            if (!lines[at + n].Text.Equals(text[n], StringComparison.Ordinal))
                return false;
        return true;
    }
}
