namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>Questions about what a community sells as membership.</summary>
public interface ITiers
{
    /// <summary>The tiers of a community by rank, the free one included, archived ones left out.</summary>
    Task<IReadOnlyList<TierOffer>> ListAsync(long communityId, CancellationToken cancel = default);

    /// <summary><c>null</c> when it is not of this community; archived tiers are found.</summary>
    Task<TierOffer?> FindAsync(long communityId, long tierId, CancellationToken cancel = default);

    /// <summary>Adds tiers to the caller's unit of work, for the guided set-up of a community.</summary>
    void Add(long communityId, IReadOnlyList<NewTier> tiers, DateTime now);
}

/// <summary>A tier to be made. Prices in minor units; both <c>null</c> for a free tier.</summary>
public sealed record NewTier(string Slug, string Name, string Description, int Rank, long? MonthPrice, long? YearPrice, string Currency)
{
    /// <summary>What the tier promises, a line each, in the community's language.</summary>
    public IReadOnlyList<string> Benefits { get; init; } = [];
}
