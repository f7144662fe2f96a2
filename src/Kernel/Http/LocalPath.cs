namespace Guildhall.Kernel.Http;

/// <summary>
/// Where to go after a deed: only paths of this site. Anything else, a path with control characters included, becomes the fallback.
/// </summary>
public static class LocalPath
{
    public static string Or(string fallback, string? wanted) =>
        wanted is ['/', ..] && !wanted.StartsWith("//", StringComparison.Ordinal) && !wanted.StartsWith("/\\", StringComparison.Ordinal)
        && !wanted.Any(char.IsControl)
            ? wanted
            : fallback;
}
