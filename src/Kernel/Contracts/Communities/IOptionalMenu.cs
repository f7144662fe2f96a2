using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Communities;

/// <summary>Answered by a module whose menu entries are there in some communities only, or for some viewers only.</summary>
public interface IOptionalMenu
{
    /// <summary>Addresses of the entries that it decides about, as the module gives them, with <c>{community}</c>.</summary>
    IReadOnlyList<string> Entries { get; }

    /// <summary>Whether they are there. Asked at every page, so it is answered from memory.</summary>
    ValueTask<bool> IsThereAsync(CommunityInfo community, Holdings viewer, CancellationToken cancel = default);
}
