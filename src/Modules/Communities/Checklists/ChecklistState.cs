using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.Checklists;

/// <summary>How far the set-up of a community is, step by step.</summary>
internal sealed record ChecklistState(IReadOnlyList<StepState> Steps)
{
    public int DoneCount => Steps.Count(s => s.DoneAt is not null);

    /// <summary>The first that is not done; <c>null</c> when all are.</summary>
    public StepState? Next => Steps.FirstOrDefault(s => s.DoneAt is null);
}

public sealed record StepState(GuideStep Guide, string Notes, DateTime? NotedAt, string? NotedBy, DateTime? DoneAt, string? DoneBy);

/// <summary>Reads the checklist of the community at hand.</summary>
internal sealed class ReadChecklist(AppDb db, IMembers members)
{
    public async Task<ChecklistState> RunAsync(CommunityInfo community, CancellationToken cancel)
    {
        var rows = await db.Set<ChecklistStep>().AsNoTracking().ToDictionaryAsync(s => s.Key, cancel);
        var people = await members.ManyAsync(
            [.. rows.Values.SelectMany(s => new[] { s.NotedBy, s.DoneBy }).OfType<long>().Distinct()], cancel);
        return new ChecklistState([.. Guide.For(community.Kind).Select(guide => State(guide, rows.GetValueOrDefault(guide.Key)))]);

        StepState State(GuideStep guide, ChecklistStep? row) =>
            new(guide, row?.Notes ?? "", row?.NotedAt, Name(row?.NotedBy), row?.DoneAt, Name(row?.DoneBy));

        string? Name(long? id) => id is { } known ? people.GetValueOrDefault(known)?.Name : null;
    }
}
