namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>What members say about themselves to others.</summary>
public interface IProfiles
{
    /// <summary>The profiles of these members, by id; who never took a handle is left out.</summary>
    Task<IReadOnlyDictionary<long, Profile>> ManyAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel = default);

    /// <summary>By handle in any case; <c>null</c> when nobody has it.</summary>
    Task<Profile?> FindAsync(string handle, CancellationToken cancel = default);

    /// <summary>By handles in any case; handles that nobody has are left out.</summary>
    Task<IReadOnlyList<Profile>> ByHandlesAsync(IReadOnlyCollection<string> handles, CancellationToken cancel = default);

    /// <summary>Those of these members who agree to be listed, by id.</summary>
    /// <param name="memberIds">A query over the same context, so that the database does the choosing.</param>
    /// <param name="after">The last member of the page before; <c>null</c> for the first.</param>
    Task<IReadOnlyList<Profile>> ListedAsync(
        IQueryable<long> memberIds, long? after, int count, CancellationToken cancel = default);

    /// <summary>Whether anybody agrees to be listed, in whatever community: where nobody does, nobody need be looked for.</summary>
    Task<bool> AnyListedAsync(CancellationToken cancel = default);
}

/// <summary>A member as others may see them.</summary>
/// <param name="BioHtml">Sanitised; empty where nothing was said.</param>
/// <param name="Links">Addresses of other sites, https only.</param>
/// <param name="IsShown">Whether the member agrees that everyone sees their page; else it is the team's alone.</param>
public sealed record Profile(
    long MemberId, string Name, string Handle, string BioHtml, IReadOnlyList<string> Links, bool IsShown)
{
    /// <summary>Address of their picture; <c>null</c> without one.</summary>
    public string? Face { get; init; }

    /// <summary>
    /// Address of the picture across the top of their page; <c>null</c> where one is drawn, and where the page is not everyone's.
    /// </summary>
    public string? Cover { get; init; }
}
