using System.Globalization;

namespace Guildhall.Kernel.Ui.Lists;

/// <summary>
/// How far a deed for all that match a filter has come. It goes through them by their ids, so many in each request, and stands in the form
/// that asks for the next ones: nothing is kept on the server, and what a step changes cannot make the next one miss any.
/// </summary>
/// <param name="After">Those up to this id are done.</param>
/// <param name="Through">The highest id when the deed was confirmed: what comes later is not meant.</param>
/// <param name="Done">How many were changed.</param>
/// <param name="Left">How many were left as they are.</param>
public sealed record DeedStep(long After, long Through, int Done, int Left)
{
    /// <summary>So many are done in one request.</summary>
    public const int Size = 200;

    /// <summary>So many are named before it is done, and of those that were left.</summary>
    public const int Named = 30;

    /// <summary>Whether anything was done yet.</summary>
    public bool HasBegun => After > 0;

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsOver => After >= Through;

    /// <summary>As the form says it; <c>null</c> where it says nothing that could be read.</summary>
    public static DeedStep? Read(string? after, string? through, string? done, string? left) =>
        Number(after) is { } last && Number(through) is { } highest && Number(done) is { } changed && Number(left) is { } kept
            ? new DeedStep(last, highest, (int)Math.Min(changed, int.MaxValue), (int)Math.Min(kept, int.MaxValue)) : null;

    /// <param name="ids">Of those that this step took, in their order; fewer than <see cref="Size"/> when they were the last.</param>
    /// <param name="left">How many of them were left as they are.</param>
    public DeedStep Next(IReadOnlyList<long> ids, int left) => new(
        ids.Count < Size ? Math.Max(Through, 1) : ids[^1], Math.Max(Through, 1), Done + ids.Count - left, Left + left);

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
