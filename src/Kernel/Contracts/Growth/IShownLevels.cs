namespace Guildhall.Kernel.Contracts.Growth;

/// <summary>The levels that stand beside members' names, from memory where they can: asked once for all names of a page.</summary>
public interface IShownLevels
{
    /// <summary>
    /// The levels of those of these members who have one and want it to be shown, by id; nothing where the community gives no points.
    /// </summary>
    ValueTask<IReadOnlyDictionary<long, ShownLevel>> OfAsync(
        long communityId, IReadOnlyCollection<long> memberIds, CancellationToken cancel = default);
}

/// <summary>A level as others see it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="NameEn">In English.</param>
/// <param name="NameZh">In Chinese.</param>
public sealed record ShownLevel(int Number, string NameEn, string NameZh)
{
    /// <summary>In one of both languages.</summary>
    public string Name(bool isChinese) => isChinese ? NameZh : NameEn;
}
