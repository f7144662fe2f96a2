using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Moderation.Reports;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Cases;

/// <summary>How much waits, for the frame of the page and for those who tell moderators.</summary>
internal sealed class WaitingCases(AppDb db) : IWaiting, ICases
{
    public const string Menu = "/c/{community}/manage/reports";

    public string Permission => Permissions.HandleReports;

    public async Task<IReadOnlyList<WaitingWork>> ListAsync(CommunityInfo community, CancellationToken cancel = default)
    {
        var count = await CountOpenAsync(community.Id, cancel);
        return count == 0 ? []
            : [new(
                "1 report or post awaits a decision", "{0} reports and posts await a decision", count, Menu,
                $"/c/{community.Slug}/manage/reports")];
    }

    public Task<int> CountOpenAsync(long communityId, CancellationToken cancel = default) => db.Set<Case>().IgnoreQueryFilters()
        .Where(c => c.CommunityId == communityId).CountAsync(Case.Waits, cancel);

    public async Task<IReadOnlyList<long>> ReportersAsync(long communityId, long caseId, CancellationToken cancel = default) =>
        await db.Set<Report>().IgnoreQueryFilters().Where(r => r.CommunityId == communityId && r.CaseId == caseId)
            .Select(r => r.ReporterId).ToListAsync(cancel);
}
