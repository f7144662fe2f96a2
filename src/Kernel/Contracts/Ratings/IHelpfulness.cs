namespace Guildhall.Kernel.Contracts.Ratings;

/// <summary>What readers have answered to "was this helpful?".</summary>
public interface IHelpfulness
{
    /// <summary>The answers so far, in one query. Things that nobody has answered for are left out.</summary>
    Task<IReadOnlyDictionary<Thing, HelpfulCount>> CountsAsync(
        long communityId, IReadOnlyCollection<Thing> things, CancellationToken cancel = default);
}

/// <summary>How many found a thing helpful, of how many who said.</summary>
/// <param name="Helpful">0 to <paramref name="Total"/>.</param>
/// <param name="Total">From 1.</param>
public readonly record struct HelpfulCount(int Helpful, int Total)
{
    // The quantile of the normal distribution that leaves 95 % between its two tails.
    private const double Z = 1.959964;

    /// <summary>Positive answers of all, 0 to 1.</summary>
    public double Share => (double)Helpful / Total;

    /// <summary>Lower end of <see cref="Share"/>'s 95 % interval, 0 to 1.</summary>
    public double Low => Math.Max(0, Centre - Half);

    /// <summary>Upper end of <see cref="Share"/>'s 95 % interval, 0 to 1.</summary>
    public double High => Math.Min(1, Centre + Half);

    // E. B. Wilson, Probable inference, 1927: unlike the textbook's interval it is honest where the answers are few or all alike.
    private double Centre => (Share + Z * Z / (2 * Total)) / (1 + Z * Z / Total);

    private double Half => Z * Math.Sqrt(Share * (1 - Share) / Total + Z * Z / (4.0 * Total * Total)) / (1 + Z * Z / Total);
}
