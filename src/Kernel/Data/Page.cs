using Microsoft.EntityFrameworkCore;

namespace Guildhall.Kernel.Data;

/// <summary>One page of a list that is paged by key: the next one begins behind the last item of this.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">Key of the last item; <c>null</c> when nothing follows.</param>
public sealed record Page<T, TKey>(IReadOnlyList<T> Items, TKey? Next) where TKey : struct
{
    /// <summary>The same page with something else made of each item.</summary>
    public Page<TOther, TKey> Select<TOther>(Func<T, TOther> make) => new([.. Items.Select(make)], Next);
}

/// <summary>Reads pages: one row more than is shown tells whether another page follows, without counting.</summary>
public static class Paging
{
    /// <summary>Rows that a caller from outside gets at most, unless a list says otherwise.</summary>
    public const int MaxLimit = 100;

    /// <returns><paramref name="wanted"/>, but 1 to <see cref="MaxLimit"/>.</returns>
    public static int Limit(int wanted) => Math.Clamp(wanted, 1, MaxLimit);

    /// <param name="rows">In their order, and narrowed to what stands behind the key of the page before.</param>
    /// <param name="limit">From 1.</param>
    public static async Task<Page<T, TKey>> PageAsync<T, TKey>(
        this IQueryable<T> rows, int limit, Func<T, TKey> key, CancellationToken cancel = default)
        where TKey : struct => Cut(await rows.Take(limit + 1).ToListAsync(cancel), limit, key);

    /// <param name="found">Up to one row more than <paramref name="limit"/>.</param>
    public static Page<T, TKey> Cut<T, TKey>(List<T> found, int limit, Func<T, TKey> key) where TKey : struct =>
        found.Count > limit ? new(found[..limit], key(found[limit - 1])) : new(found, null);
}
