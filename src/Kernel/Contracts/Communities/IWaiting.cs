using System.ComponentModel;

namespace Guildhall.Kernel.Contracts.Communities;

/// <summary>
/// Answered by every part that has work for a community's team. It stands on the operators' start page, and as a number beside the entry
/// of the menu that leads to it.
/// </summary>
public interface IWaiting
{
    /// <summary>Asked only where the viewer holds it.</summary>
    string Permission { get; }

    /// <summary>
    /// What waits in the community of the request; those with nothing left out. It is asked on every page of the team, so it is cheap.
    /// </summary>
    Task<IReadOnlyList<WaitingWork>> ListAsync(CommunityInfo community, CancellationToken cancel = default);
}

/// <summary>Work that waits for somebody.</summary>
/// <param name="One">A text key for exactly one.</param>
/// <param name="Many">A text key with a place for the number.</param>
/// <param name="Count">1 or more.</param>
/// <param name="Menu">The address of the menu entry that it belongs to, as the module gives it, with <c>{community}</c>.</param>
/// <param name="Href">Where the work is done; begins with a slash.</param>
public sealed record WaitingWork([Localizable(true)] string One, [Localizable(true)] string Many, int Count, string Menu, string Href);
