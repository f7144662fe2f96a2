using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Payments.Invoices;

/// <summary>Requests for a 发票 that nobody has answered, and issued ones whose money went back.</summary>
internal sealed class FapiaoWaiting(FapiaoList requests) : IWaiting
{
    public string Permission => Permissions.ReadMoney;

    public async Task<IReadOnlyList<WaitingWork>> ListAsync(CommunityInfo community, CancellationToken cancel = default)
    {
        const string Menu = "/c/{community}/manage/fapiao";
        var here = $"/c/{community.Slug}/manage/fapiao";
        WaitingWork[] all =
        [
            new("1 fapiao requested", "{0} fapiao requested",
                await requests.CountAsync(FapiaoState.Requested, cancel), Menu, here),
            new("1 red-letter fapiao is needed", "{0} red-letter fapiao are needed",
                await requests.CountAsync(FapiaoState.RedLetterNeeded, cancel), Menu, here),
        ];
        return [.. all.Where(w => w.Count > 0)];
    }
}
