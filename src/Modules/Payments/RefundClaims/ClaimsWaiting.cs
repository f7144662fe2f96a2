using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Payments.RefundClaims;

/// <summary>Members who ask for their money back and wait for an answer.</summary>
internal sealed class ClaimsWaiting(ClaimList claims) : IWaiting
{
    public string Permission => Permissions.Refund;

    public async Task<IReadOnlyList<WaitingWork>> ListAsync(CommunityInfo community, CancellationToken cancel = default) =>
        await claims.CountOpenAsync(cancel) is > 0 and var count
            ?
            [
                new("1 member requests a refund", "{0} members request a refund", count, "/c/{community}/manage/refund-requests",
                    $"/c/{community.Slug}/manage/refund-requests"),
            ]
            : [];
}
