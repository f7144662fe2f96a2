using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Growth;

/// <summary>Members find points in the menu where their community gives any.</summary>
internal sealed class GrowthMenu(Programs programs) : IOptionalMenu
{
    public const string Member = "/c/{community}/points";

    public IReadOnlyList<string> Entries { get; } = [Member];

    public async ValueTask<bool> IsThereAsync(CommunityInfo community, Holdings viewer, CancellationToken cancel = default) =>
        viewer.Opens(new Requirement.AnyTier()) && await programs.OpenAsync(community.Id, cancel) is not null;
}
