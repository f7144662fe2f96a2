using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Screening.Deciding;

namespace Guildhall.Screening.Floods;

/// <summary>A flood of joins stands on the operators' start page as long as it lasts.</summary>
internal sealed class FloodsWaiting(ScreeningBooks books, TimeProvider time) : IWaiting
{
    public const string Entry = "/c/{community}/manage/screening";

    public string Permission => Permissions.ManageScreening;

    public async Task<IReadOnlyList<WaitingWork>> ListAsync(CommunityInfo community, CancellationToken cancel = default) =>
        (await books.GetAsync(community.Id, cancel)).Flood is { } flood && flood.Until > time.GetUtcNow().UtcDateTime
            ? [new WaitingWork("Many people are joining at once", "{0} floods of joins", 1, Entry, $"/c/{community.Slug}/manage/screening/floods")]
            : [];
}
