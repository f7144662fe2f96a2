using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Communities.Checklists;

internal static class ChecklistApi
{
    public static void Map(IEndpointRouteBuilder community)
    {
        community.MapGet("/checklist", ReadAsync).RequireScope("communities:read").RequirePermission(Permissions.ManageCommunity)
            .WithName("GetChecklist").WithSummary("The steps of the set-up with the operators' notes, and who called them done when.");
        community.MapPatch("/checklist/{step}", ChangeAsync).RequireScope("communities:write").RequirePermission(Permissions.ManageCommunity)
            .WithName("ChangeChecklistStep").WithSummary("Keeps notes on a step, calls it done, or takes that back.");
    }

    private static async Task<IReadOnlyList<StepDetails>> ReadAsync(
        string community, CommunityScope scope, ReadChecklist read, CancellationToken cancel) =>
        [.. (await read.RunAsync(scope.Required, cancel)).Steps
            .Select(s => new StepDetails(s.Guide.Key, s.Guide.Title, s.Guide.Advice.Text, s.Guide.Advice.Questions, s.Notes, s.NotedAt,
                s.NotedBy, s.DoneAt, s.DoneBy))];

    private static async Task<IResult> ChangeAsync(
        string community, string step, StepChange change, CommunityScope scope, ChangeStep operation, CancellationToken cancel)
    {
        await operation.RunAsync(scope.Id, step, change, ShownValues.None, cancel);
        return TypedResults.NoContent();
    }
}

public sealed record StepDetails(
    string Key, string Title, string Guidance, IReadOnlyList<string> Questions, string Notes, DateTime? NotedAt, string? NotedBy,
    DateTime? DoneAt, string? DoneBy);
